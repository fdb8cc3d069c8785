import type { Call } from "./call.ts";
import type { GatewayFailure } from "./gateway-failure.ts";
import { headerOf } from "./incoming-request.ts";
import { requestContextOf } from "./request-context.ts";

/** Looks up `context.requestId`, `method.request.header.Origin` and the like. */
export type Variables = (name: string) => string | undefined;

/** Facts about the answer, known when it is sent. */
export interface AnswerFacts {
  readonly status: number;
  /** Bytes of the body. */
  readonly responseLength: number;
  /** Milliseconds since the request came. */
  readonly responseLatency: number;
}

/** The variables of gateway responses and access logs, for one call. */
export function variablesOf(call: Call, failure?: GatewayFailure, answer?: AnswerFacts): Variables {
  const context = {
    ...requestContextOf(call),
    ...answer,
    ...(failure && { error: errorVariables(failure) }),
    ...(call.integration && integrationVariables(call.integration)),
  };
  const { request, route, api } = call;
  const sources: Record<string, (name: string) => unknown> = {
    "context.": (name) => valueAt(context, name),
    "stageVariables.": (name) => api.stage.variables.get(name),
    "method.request.header.": (name) => headerOf(request.headers, name),
    "method.request.querystring.": (name) => request.query.get(name)?.at(-1),
    "method.request.path.": (name) => route?.pathParameters.get(name),
  };
  return (name) => {
    for (const [prefix, lookUp] of Object.entries(sources)) {
      if (name.startsWith(prefix)) {
        const value = lookUp(name.slice(prefix.length));
        return value === undefined || value === null ? undefined : String(value);
      }
    }
    return undefined;
  };
}

/** Replaces `$context.…`, `$stageVariables.…` and `$method.request.…` in a text. */
export function substituteVariables(text: string, variables: Variables, missing: string): string {
  const pattern = /\$((?:context|stageVariables|method\.request)(?:\.\w+)+)/g;
  return text.replace(pattern, (_match, name: string) => variables(name) ?? missing);
}

function errorVariables({ text, type }: GatewayFailure) {
  return { message: String(text), messageString: JSON.stringify(text), responseType: type };
}

function integrationVariables({ latency, status, error }: NonNullable<Call["integration"]>) {
  return {
    integrationLatency: latency,
    integrationStatus: status,
    integrationErrorMessage: error,
    integration: { latency, status, error },
  };
}

function valueAt(context: object, path: string): unknown {
  let value: unknown = context;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "object" ? undefined : value;
}
