import type { Context } from "hono";
import type { LambdaEvent } from "hono/aws-lambda";
import { type Answer, type Caller, commonHeaders } from "../common/answer.ts";

/** What the adapter hands in, and what the middleware finds out. */
export interface Env {
  Bindings: { event: LambdaEvent };
  Variables: { account: string; rate: Readonly<Record<string, string>> };
}

/** Where the request comes from. */
export function callerOf({ env, req }: Context<Env>): Caller {
  const { requestContext } = env.event;
  return {
    requestId: requestContext && "requestId" in requestContext ? requestContext.requestId : "",
    origin: req.header("origin"),
    accept: req.header("accept"),
  };
}

/** A good answer. */
export function send(context: Context<Env>, answer: Answer): Response {
  return respond(context, answer, { ...commonHeaders(callerOf(context)), ...answer.headers });
}

/** Any answer, with all its headers. */
export function respond(
  context: Context<Env>,
  { status, body }: Answer,
  headers: Readonly<Record<string, string>>,
): Response {
  const code = status as 200;
  return body === undefined
    ? context.body(null, code, headers)
    : context.body(JSON.stringify(body), code, { "Content-Type": "application/json", ...headers });
}
