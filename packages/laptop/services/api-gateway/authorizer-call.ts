import { ACCOUNT } from "../../template/account.ts";
import { isRecord } from "../../template/json.ts";
import type { LambdaResult, LambdaService } from "../lambda/lambda-service.ts";
import type { AuthorizerModel } from "./authorizer-model.ts";
import type { Authorization, Call, Route } from "./call.ts";
import { GatewayFailure } from "./gateway-failure.ts";
import type { InvokePermissions } from "./invoke-permissions.ts";
import { evaluatePolicy, InvalidPolicy } from "./policy.ts";
import { authorizerEvent } from "./proxy-event.ts";
import { methodArnOf } from "./request-context.ts";
import { variablesOf } from "./template-variables.ts";

/** How an authorizer is called, and whether the gateway may. */
export interface Invoker {
  readonly lambda: LambdaService;
  readonly permissions: InvokePermissions;
}

const DENIED = "User is not authorized to access this resource";

/**
 * Asks an authorizer whether a call may go on.
 * @throws GatewayFailure UNAUTHORIZED, ACCESS_DENIED, or one of the authorizer failures.
 */
export async function authorize(
  call: Call,
  route: Route,
  authorizer: AuthorizerModel,
  invoker: Invoker,
): Promise<Authorization> {
  const variables = variablesOf(call);
  if (!authorizer.identitySources.every((source) => variables(source))) {
    throw new GatewayFailure("UNAUTHORIZED", "Unauthorized");
  }
  const startedAt = performance.now();
  const answer = await invokeAuthorizer(call, route, authorizer, invoker);
  const authorization = readAnswer(answer, Math.round(performance.now() - startedAt));
  checkPolicy(answer.policyDocument, methodArnOf(call, call.request.path));
  return authorization;
}

async function invokeAuthorizer(
  call: Call,
  route: Route,
  { functionArn, id }: AuthorizerModel,
  { lambda, permissions }: Invoker,
): Promise<Record<string, unknown>> {
  const { region, partition, id: account } = ACCOUNT;
  const source = `arn:${partition}:execute-api:${region}:${account}:${call.api.apiId}/authorizers/${id}`;
  if (!permissions.allow(functionArn, source)) {
    throw misconfigured(`No permission to invoke the authorizer ${functionArn}.`);
  }
  const { payload, error } = await lambda
    .invoke(functionArn, authorizerEvent(call, route))
    .catch((cause: unknown): LambdaResult => {
      throw misconfigured(`The authorizer cannot be invoked: ${String(cause)}`);
    });
  if (error?.kind === "unhandled" && error.message === "Unauthorized") {
    throw new GatewayFailure("UNAUTHORIZED", "Unauthorized");
  }
  if (error !== undefined) {
    throw failed(`The authorizer failed (${error.kind}): ${error.message}`);
  }
  if (!isRecord(payload)) {
    throw failed("The authorizer's answer is no object.");
  }
  return payload;
}

function readAnswer(answer: Record<string, unknown>, latency: number): Authorization {
  const { principalId, context = {}, usageIdentifierKey } = answer;
  if (typeof principalId !== "string") {
    throw failed("The authorizer's answer has no principalId.");
  }
  if (!isRecord(context)) {
    throw misconfigured("The authorizer's context is no object.");
  }
  const entries = Object.entries(context).map(([name, value]) => {
    if (!["string", "number", "boolean"].includes(typeof value)) {
      throw misconfigured(`The authorizer's context has ${name}, which is no plain value.`);
    }
    return [name, String(value)] as const;
  });
  return {
    principalId,
    context: new Map(entries),
    usageIdentifierKey: typeof usageIdentifierKey === "string" ? usageIdentifierKey : undefined,
    latency,
  };
}

function checkPolicy(document: unknown, methodArn: string): void {
  try {
    const decision = evaluatePolicy(document, methodArn);
    if (decision !== "allow") {
      const why = decision === "explicit-deny" ? " with an explicit deny" : "";
      throw new GatewayFailure("ACCESS_DENIED", `${DENIED}${why}`);
    }
  } catch (error) {
    throw error instanceof InvalidPolicy ? failed(error.message) : error;
  }
}

function failed(cause: string): GatewayFailure {
  return new GatewayFailure("AUTHORIZER_FAILURE", null, { cause });
}

function misconfigured(cause: string): GatewayFailure {
  return new GatewayFailure("AUTHORIZER_CONFIGURATION_ERROR", null, { cause });
}
