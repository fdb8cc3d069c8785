import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type LoopbackServer, startLoopbackServer } from "../../platform/loopback-server.ts";
import {
  parseCallBody,
  type ServiceAnswer,
  sendServiceAnswer,
} from "../../platform/service-answer.ts";
import { ACCOUNT } from "../../template/account.ts";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import type { Iam } from "../iam/iam.ts";
import { deniedSentence, readSignedCall, type SignedCall } from "../iam/signed-call.ts";
import type { AsyncInvocations } from "./async-invocations.ts";
import { errorPayload } from "./error-payload.ts";
import type { LambdaResult, LambdaService } from "./lambda-service.ts";

const ACTION = "lambda:InvokeFunction";
const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** What Invoke reaches: a function at once, or the queue of asynchronous ones. */
export interface InvokeEndpointOptions {
  readonly resources: DeployedResources;
  readonly iam: Iam;
  readonly lambda: Pick<LambdaService, "invoke">;
  readonly invocations: Pick<AsyncInvocations, "accept">;
}

/**
 * Serves Invoke of Lambda: signed with Signature Version 4 and allowed by the caller's role. The
 * types `RequestResponse`, `Event` and `DryRun` do what they do on AWS.
 */
export function startInvokeEndpoint(options: InvokeEndpointOptions): Promise<LoopbackServer> {
  return startLoopbackServer((request, response) => {
    answer(request, options)
      .then((result) => sendServiceAnswer(response, "application/json", result))
      .catch(() => response.destroy());
  });
}

async function answer(
  request: IncomingMessage,
  options: InvokeEndpointOptions,
): Promise<ServiceAnswer> {
  const { resources, iam } = options;
  const call = await readSignedCall(request, "lambda", iam);
  if ("code" in call) return failure(403, call.code, call.message);
  const name = decoded(PATH.exec(call.path)?.[1]);
  if (name === undefined || call.method !== "POST") {
    return failure(404, "UnknownOperationException", "Only Invoke is served locally.");
  }
  const fn = findFunction(resources, name);
  const { partition, region, id } = ACCOUNT;
  const arn = fn?.arn ?? `arn:${partition}:lambda:${region}:${id}:function:${name}`;
  if (!iam.allows(call.principal.accessKeyId, ACTION, arn, {})) {
    const sentence = deniedSentence(call.principal, ACTION, arn);
    return failure(403, "AccessDeniedException", sentence);
  }
  const qualifier = call.query.get("Qualifier") ?? "$LATEST";
  if (fn === undefined || qualifier !== "$LATEST") {
    return failure(404, "ResourceNotFoundException", `Function not found: ${arn}:$LATEST`);
  }
  return invoke(fn.arn, call, options);
}

async function invoke(
  functionArn: string,
  { body, headers }: SignedCall,
  { lambda, invocations }: InvokeEndpointOptions,
): Promise<ServiceAnswer> {
  const event = parseCallBody(body === "" ? "{}" : body) as Json | undefined;
  if (event === undefined) {
    return failure(400, "InvalidRequestContentException", "Could not parse request body into json");
  }
  switch (headers["x-amz-invocation-type"] ?? "RequestResponse") {
    case "RequestResponse": {
      const requestId = randomUUID();
      return withId(requestId, resultAnswer(await lambda.invoke(functionArn, event, requestId)));
    }
    case "Event":
      return withId(await invocations.accept(functionArn, event), { status: 202 });
    case "DryRun":
      return { status: 204 };
    default:
      return failure(400, "InvalidParameterValueException", "The invocation type is not known.");
  }
}

/** Names the id that the function sees as its request's. */
function withId(requestId: string, answer: ServiceAnswer): ServiceAnswer {
  return { ...answer, headers: { ...answer.headers, "x-amzn-requestid": requestId } };
}

/** A function that fails is a successful call of Invoke, marked by a header. */
function resultAnswer({ payload, error }: LambdaResult): ServiceAnswer {
  const version = { "x-amz-executed-version": "$LATEST" };
  if (error === undefined) return { status: 200, headers: version, body: payload ?? null };
  if (error.kind === "throttled") {
    const Reason = "ReservedFunctionConcurrentInvocationLimitExceeded";
    return failure(429, "TooManyRequestsException", "Rate Exceeded.", { Reason });
  }
  if (error.kind === "event-too-large") {
    return failure(413, "RequestTooLargeException", error.message);
  }
  const headers = { ...version, "x-amz-function-error": "Unhandled" };
  return { status: 200, headers, body: errorPayload(error) };
}

/** By name, by ARN, and either with the one version there is. */
function findFunction(resources: DeployedResources, name: string): DeployedResource | undefined {
  const unqualified = name.replace(/:\$LATEST$/, "");
  return resources
    .ofType("AWS::Lambda::Function")
    .find(({ arn, physicalId }) => [arn, physicalId].includes(unqualified));
}

function failure(status: number, code: string, message: string, more: object = {}): ServiceAnswer {
  const headers = { "x-amzn-errortype": code };
  return { status, headers, body: { Type: "User", Message: message, message, ...more } };
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
