import type { LambdaError, LambdaResult } from "../lambda/lambda-service.ts";
import type { Invoker } from "./authorizer-call.ts";
import type { Call, GatewayAnswer, Route } from "./call.ts";
import {
  badGateway,
  configurationError,
  GatewayFailure,
  throttledFunction,
} from "./gateway-failure.ts";
import { headerOf } from "./incoming-request.ts";
import { answerFromFunction } from "./lambda-answer.ts";
import { isBinary } from "./media-types.ts";
import type { LambdaIntegration } from "./method-model.ts";
import { proxyEvent } from "./proxy-event.ts";
import { methodArnOf } from "./request-context.ts";
import { answeredTrace, newTraceRoot } from "./trace-id.ts";

/** Invokes the function of a route and makes its result the answer. @throws GatewayFailure. */
export async function callFunction(
  call: Call,
  route: Route,
  integration: LambdaIntegration,
  body: Buffer,
  { lambda, permissions }: Invoker,
): Promise<GatewayAnswer> {
  const { functionArn, timeout } = integration;
  if (!permissions.allow(functionArn, methodArnOf(call, route.resource.path))) {
    throw configurationError(`No permission to invoke the function ${functionArn}.`);
  }
  const startedAt = performance.now();
  const invocation = lambda.invoke(functionArn, proxyEvent(call, route, body)).catch(cannotInvoke);
  const inspected = lambda.isInspected(functionArn);
  const result = await (inspected ? invocation : withinTime(invocation, timeout));
  const latency = Math.round(performance.now() - startedAt);
  if (result === "timeout") {
    call.integration = { latency, error: "Execution failed due to a timeout error" };
    throw new GatewayFailure("INTEGRATION_TIMEOUT", "Endpoint request timed out", {
      cause: `${functionArn} took longer than ${timeout} ms.`,
    });
  }
  const { payload, error } = result;
  call.integration = { latency, status: 200, ...(error && { error: error.message }) };
  if (error !== undefined) {
    throw failureOf(error);
  }
  const { headers } = call.request;
  const accept = headerOf(headers, "accept");
  const answer = answerFromFunction(payload, isBinary(accept, call.api.binaryMediaTypes));
  const trace = answeredTrace(headerOf(headers, "x-amzn-trace-id") ?? newTraceRoot());
  return { ...answer, headers: [...answer.headers, ["X-Amzn-Trace-Id", trace]] };
}

/** The answer, or `timeout`; a late answer is dropped and the invocation goes on. */
async function withinTime(
  invocation: Promise<LambdaResult>,
  milliseconds: number,
): Promise<LambdaResult | "timeout"> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<"timeout">((resolve) => {
    timer = setTimeout(() => resolve("timeout"), milliseconds);
  });
  try {
    return await Promise.race([invocation, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function failureOf({ kind, message }: LambdaError): GatewayFailure {
  if (kind === "throttled") return throttledFunction(`The function is throttled: ${message}`);
  return kind === "event-too-large"
    ? new GatewayFailure("REQUEST_TOO_LARGE", "Request Too Long")
    : badGateway(`The function failed (${kind}): ${message}`);
}

function cannotInvoke(cause: unknown): never {
  throw configurationError(`The function cannot be invoked: ${String(cause)}`);
}
