import middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { type ApiResponse, render, renderError } from "./render.ts";
import { requestLog } from "./request-log.ts";

/** Tells headers that the answer shall carry, be it good or bad. */
export type Note = (headers: Readonly<Record<string, string>>) => void;

/** Makes an answer of what was thrown, with headers that the request earned on its way. */
export type RenderError = typeof renderError;

/** Turns an answer, or what was thrown in its place, into what the gateway expects; logs one line. */
export function endpoint(
  routeId: string,
  answer: (event: APIGatewayProxyEvent, note: Note, context: Context) => Promise<ApiResponse>,
  renderFault: RenderError = renderError,
) {
  // A handler does not get to see what middy keeps of its request.
  const noted = new WeakMap<object, Readonly<Record<string, string>>>();
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(requestLog(routeId))
    .use({
      onError: (request) => {
        const { event, error } = request;
        request.response = renderFault(event, error, noted.get(event) ?? {});
      },
    })
    .handler(async (event: APIGatewayProxyEvent, context) => {
      const note: Note = (headers) => noted.set(event, headers);
      const response = await answer(event, note, context);
      return render(event, response, noted.get(event) ?? {});
    });
}
