import type middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { log } from "../log.ts";
import { asProblem } from "./render-problem.ts";

/** What it keeps of a request until its end. */
interface Started {
  startedAt?: number;
}

type Line = middy.MiddlewareObj<
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  Error,
  Context,
  Started & Record<string, unknown>
>;

/** One line a request, with the digest of the account. Our own faults are logged with their stack, the caller's with their code. */
export function requestLog(route: string): Line {
  return {
    before: ({ internal }) => {
      internal.startedAt = performance.now();
    },
    after: ({ event, internal, response }) =>
      line(event, internal, { status: response?.statusCode }),
    onError: ({ event, internal, error }) => {
      const { problem, status } = asProblem(error);
      const fault = status >= 500 ? { error: error?.stack ?? String(error) } : {};
      line(event, internal, { status, code: problem.code, ...fault });
    },
  };
  function line(event: APIGatewayProxyEvent, { startedAt = 0 }: Started, facts: LineFacts): void {
    const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    const { requestId, authorizer } = event.requestContext;
    // Made once for each request, by the authorizer.
    const account: unknown = authorizer?.accountDigest;
    const level = (facts.status ?? 500) >= 500 ? "error" : "info";
    log(level, "request", { requestId, route, account, ...facts, durationMs });
  }
}

interface LineFacts {
  readonly status: number | undefined;
  readonly code?: string;
  readonly error?: string;
}
