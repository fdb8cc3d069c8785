import type middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { log } from "../log.ts";
import { asProblem } from "./render-problem.ts";

/** One line a request. Our own faults are logged with their stack, the caller's with their code. */
export function requestLog(
  route: string,
): middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  const started = new WeakMap<object, number>();
  return {
    before: ({ event }) => {
      started.set(event, performance.now());
    },
    after: ({ event, response }) => line(event, { status: response?.statusCode }),
    onError: ({ event, error }) => {
      const { problem, status } = asProblem(error);
      const fault = status >= 500 ? { error: error?.stack ?? String(error) } : {};
      line(event, { status, code: problem.code, ...fault });
    },
  };
  function line(event: APIGatewayProxyEvent, facts: LineFacts): void {
    const durationMs = Math.round((performance.now() - (started.get(event) ?? 0)) * 10) / 10;
    const { requestId, authorizer } = event.requestContext;
    const account: unknown = authorizer?.account;
    const level = (facts.status ?? 500) >= 500 ? "error" : "info";
    log(level, "request", { requestId, route, account, ...facts, durationMs });
  }
}

interface LineFacts {
  readonly status: number | undefined;
  readonly code?: string;
  readonly error?: string;
}
