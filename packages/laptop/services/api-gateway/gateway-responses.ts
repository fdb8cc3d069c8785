import type { Call, GatewayAnswer } from "./call.ts";
import type { GatewayFailure } from "./gateway-failure.ts";
import { headerOf } from "./incoming-request.ts";
import { chooseByAccept } from "./media-types.ts";
import type { GatewayResponseModel } from "./rest-api-model.ts";
import { substituteVariables, type Variables, variablesOf } from "./template-variables.ts";

/**
 * The answer to an error of the gateway: as the gateway response of its type says, else the
 * default of its class, else as API Gateway answers by itself.
 */
export function renderFailure(call: Call, failure: GatewayFailure): GatewayAnswer {
  const { gatewayResponses } = call.api;
  const byClass = `DEFAULT_${Math.floor(failure.status / 100)}XX`;
  const own = gatewayResponses.get(failure.type);
  const custom = own ?? gatewayResponses.get(byClass);
  const variables = variablesOf(call, failure);
  const [contentType, body] = renderBody(call, failure, custom, variables);
  return {
    status: custom?.status ?? (own ? failure.customisedStatus : failure.status),
    headers: [
      ["x-amzn-ErrorType", failure.exception],
      ["Content-Type", contentType],
      ...mappedHeaders(custom?.headers ?? new Map(), variables),
    ],
    body: Buffer.from(body),
  };
}

function renderBody(
  call: Call,
  failure: GatewayFailure,
  custom: GatewayResponseModel | undefined,
  variables: Variables,
): readonly [contentType: string, body: string] {
  const accept = headerOf(call.request.headers, "accept");
  const chosen = custom && chooseByAccept(accept, custom.templates);
  if (chosen !== undefined) {
    const [contentType, template] = chosen;
    return [contentType, substituteVariables(template, variables, "")];
  }
  if (failure.plainText) {
    return ["text/plain", failure.text ?? ""];
  }
  // One built-in template is spelled differently from all others.
  const key = failure.type === "ACCESS_DENIED" ? "Message" : "message";
  return ["application/json", JSON.stringify({ [key]: failure.text })];
}

/** Headers from mapping expressions: a `'literal'` or a variable; one without a value is left out. */
export function mappedHeaders(
  expressions: ReadonlyMap<string, string>,
  variables: Variables,
): readonly (readonly [name: string, value: string])[] {
  return [...expressions].flatMap(([name, expression]) => {
    const literal = /^'(.*)'$/s.exec(expression)?.[1];
    const value = literal ?? variables(expression);
    return value === undefined ? [] : [[name, value] as const];
  });
}
