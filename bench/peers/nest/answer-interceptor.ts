import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from "@nestjs/common";
import type { Response } from "express";
import { from, lastValueFrom, type Observable } from "rxjs";
import { metered } from "../../../shared/http/metered.ts";
import { type Answer, commonHeaders } from "../common/answer.ts";
import { callerOf } from "../express/caller.ts";
import type { IdentifiedRequest } from "./identified-request.ts";

/** Counts the request and sends what the job answers. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor<Answer, object | undefined> {
  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<object | undefined> {
    const http = context.switchToHttp();
    const request = http.getRequest<IdentifiedRequest>();
    const response = http.getResponse<Response>();
    return from(answer(request, response, () => lastValueFrom(next.handle())));
  }
}

async function answer(
  request: IdentifiedRequest,
  response: Response,
  job: () => Promise<Answer>,
): Promise<object | undefined> {
  const { principal, method } = request;
  const note = (rate: Readonly<Record<string, string>>) => response.set(rate);
  const { headers, body } = await metered(principal, method === "GET", note, job);
  response.set({ ...commonHeaders(callerOf(request)), ...headers });
  return body;
}
