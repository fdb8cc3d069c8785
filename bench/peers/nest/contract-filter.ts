import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from "@nestjs/common";
import type { Request, Response } from "express";
import { errorAnswer } from "../common/answer.ts";
import { brokenForm, brokenJson, photoTooLarge } from "../common/profile-form.ts";
import { callerOf } from "../express/caller.ts";

/** Answers every error in the contract's words. */
@Catch()
export class ContractFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const translated = translate(error, request);
    response.locals.error = translated;
    const { status, headers, body } = errorAnswer(translated, callerOf(request));
    response.status(status).set(headers).json(body);
  }
}

/** What Nest throws itself comes from its parsers. */
function translate(error: unknown, request: Request): unknown {
  if (!(error instanceof HttpException)) return error;
  if (error.getStatus() === 413) return photoTooLarge();
  if (error.getStatus() !== 400) return error;
  return request.is("multipart/form-data") ? brokenForm() : brokenJson();
}
