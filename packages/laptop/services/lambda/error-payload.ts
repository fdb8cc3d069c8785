import type { LambdaError } from "./lambda-service.ts";

/** The payload of an invocation that failed, as Lambda's Node.js runtime writes it. */
export function errorPayload({ message, type, trace }: LambdaError): object {
  return { errorMessage: message, ...(type && { errorType: type }), ...(trace && { trace }) };
}
