import middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { withDeadline } from "../request-deadline.ts";
import { waitingTime } from "../time-limits.ts";
import { type ApiResponse, render, renderError } from "./render.ts";
import { requestLog } from "./request-log.ts";

/** Tells headers that the answer shall carry, be it good or bad. */
export type Note = (headers: Readonly<Record<string, string>>) => void;

/**
 * Turns an answer, or what was thrown in its place, into what the gateway expects; logs one line. It
 * waits for services only as long as the function has time to say that they are away.
 */
export function endpoint(
  routeId: string,
  answer: (event: APIGatewayProxyEvent, note: Note) => Promise<ApiResponse>,
) {
  const noted = new WeakMap<object, Readonly<Record<string, string>>>();
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(requestLog(routeId))
    .use({
      onError: (request) => {
        const { event, error } = request;
        request.response = renderError(event, error, noted.get(event) ?? {});
      },
    })
    .handler(async (event: APIGatewayProxyEvent, context) => {
      const response = await withDeadline(waitingTime(context.getRemainingTimeInMillis()), () =>
        answer(event, (headers) => noted.set(event, headers)),
      );
      return render(event, response, noted.get(event) ?? {});
    });
}
