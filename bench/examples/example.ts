import type { APIGatewayProxyResult } from "aws-lambda";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";

/** One real event for a function, which the state of the platform fits at that moment. */
export interface Example {
  /** Unique over all functions; the function's id where it has one example only. */
  readonly name: string;
  readonly functionId: string;
  readonly event: object;
  /** @throws Error when the answer is not the good one */
  check(answer: unknown): void;
}

/** Brings the platform into the state that an example needs, and makes the example. */
export type PrepareExample = (platform: BenchPlatform) => Promise<Example>;

/** What a caller sends to a route. */
export interface ExampleRequest {
  readonly account: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: FormData;
}

/** The first good status that the route declares. */
export function expectedStatus(route: AnyRoute): number {
  const status = route.responses[0]?.status;
  if (status === undefined) throw new Error(`${route.id} declares no answer.`);
  return status;
}

/** A check for functions behind the gateway. */
export function answersWith(route: AnyRoute): (answer: unknown) => void {
  return (answer) => {
    const { statusCode, body } = (answer ?? {}) as APIGatewayProxyResult;
    if (statusCode === expectedStatus(route)) return;
    throw new Error(`${route.id} answered ${statusCode}: ${body}`);
  };
}
