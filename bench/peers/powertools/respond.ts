import type { HandlerResponse, RequestContext } from "@aws-lambda-powertools/event-handler/types";
import { type Answer, type Caller, commonHeaders } from "../common/answer.ts";

/** What the middleware finds out of a request. */
export interface Env {
  store: { request: { account: string; startedAt: number } };
}

/** Where the request comes from. */
export function callerOf({ event, req }: Pick<RequestContext, "event" | "req">): Caller {
  return {
    requestId: "requestId" in event.requestContext ? event.requestContext.requestId : "",
    origin: req.headers.get("origin") ?? undefined,
    accept: req.headers.get("accept") ?? undefined,
  };
}

/** A good answer. */
export function send(
  context: Pick<RequestContext, "event" | "req">,
  answer: Answer,
): HandlerResponse {
  return respond(answer, { ...commonHeaders(callerOf(context)), ...answer.headers });
}

/** Any answer, with all its headers, in the form that the router makes the gateway's of. */
export function respond(
  { status, body }: Answer,
  headers: Readonly<Record<string, string>>,
): HandlerResponse {
  const text = body === undefined ? null : JSON.stringify(body);
  return { statusCode: status, headers: { ...headers }, body: text };
}
