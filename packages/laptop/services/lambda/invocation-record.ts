import type { Json } from "../../template/json.ts";
import { errorPayload } from "./error-payload.ts";
import type { LambdaError } from "./lambda-service.ts";

/** An event that Lambda gives up on. */
export interface DiscardedEvent {
  /** Of every attempt. */
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: Json;
  readonly condition: "RetriesExhausted" | "EventAgeExceeded";
  readonly invokeCount: number;
  /** Of the last invocation; undefined when there was none. */
  readonly error: LambdaError | undefined;
}

/**
 * The JSON text that Lambda sends to the on-failure destination of an asynchronous invocation: it
 * holds the whole event, so that it can be tried again (Lambda developer guide, "Capturing records
 * of Lambda asynchronous invocations").
 */
export function invocationRecord(discarded: DiscardedEvent, now: Date): string {
  const { requestId, functionArn, event, condition, invokeCount, error } = discarded;
  return JSON.stringify({
    version: "1.0",
    timestamp: now.toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: invokeCount,
    },
    requestPayload: event,
    ...(error && {
      responseContext: {
        statusCode: error.kind === "throttled" ? 429 : 200,
        executedVersion: "$LATEST",
        functionError: "Unhandled",
      },
      responsePayload: errorPayload(error),
    }),
  });
}
