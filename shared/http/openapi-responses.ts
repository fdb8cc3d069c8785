import type { RouteResponse } from "../routes/define-route.ts";
import type { AnyRoute } from "../routes/route-table.ts";
import { ErrorSchema, ProblemDetailsSchema } from "./error-schema.ts";
import { type Json, referenced } from "./openapi-schemas.ts";
import { STATUS_TITLE } from "./render-problem.ts";

/** Errors that any route can answer: those of the gateway, and our own faults. */
const COMMON_ERRORS = [404, 413, 429, 500, 502, 503, 504];
const CALLER_ERRORS = [401, 403];
/** Errors that may say when to try again. */
const RETRIED = [409, 429, 503];

/** Headers that answers of many routes carry, with what they say. */
const HEADERS: Readonly<Record<string, string>> = {
  "X-Request-Id": "Names the request; give it when asking for help.",
  "X-RateLimit-Limit":
    "Requests a UTC day that the account has with this kind of credential. Absent without a limit, and without a credential.",
  "X-RateLimit-Remaining": "Requests left of them.",
  "X-RateLimit-Reset": "When the next day's begin, in Unix seconds.",
  "Retry-After": "Seconds to wait before the next request.",
  "WWW-Authenticate":
    '`Bearer` where no credential came, `Bearer error="invalid_token"` where one is not good. An API key in `X-API-Key` will do as well where the route says so.',
  "Idempotent-Replayed": "`true` when this is the stored answer of an `Idempotency-Key`.",
};

const RATE_LIMIT = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];

/** Errors that a function makes itself, whatever its route. */
const OWN_FAULTS = [500, 503];

/** Answers of a route by status, the errors by reference. */
export function responsesOf(route: AnyRoute): Json {
  const errors = [
    ...COMMON_ERRORS,
    ...(route.auth === "public" ? [] : CALLER_ERRORS),
    ...route.errors,
  ];
  const pages = route.errorPages ? [...route.errors, ...OWN_FAULTS] : [];
  return Object.fromEntries([
    ...route.responses.map((response) => [response.status, success(route, response)] as const),
    ...[...new Set(errors)]
      .sort()
      .map((status) => [
        status,
        pages.includes(status)
          ? errorPage(status)
          : { $ref: `#/components/responses/${errorName(status)}` },
      ]),
  ]);
}

/** The errors, by name. */
export function componentResponses(): Json {
  const statuses = Object.keys(STATUS_TITLE).map(Number);
  return Object.fromEntries(statuses.map((status) => [errorName(status), error(status)]));
}

/** The headers that answers refer to, by name. */
export function componentHeaders(): Json {
  return Object.fromEntries(
    Object.entries(HEADERS).map(([name, about]) => [name, header(about)] as const),
  );
}

function success(route: AnyRoute, response: RouteResponse): Json {
  const { description, schema, contentType, headers = {} } = response;
  const isPost = route.method === "POST";
  const shared = [
    "X-Request-Id",
    ...(route.auth === "public" ? [] : RATE_LIMIT),
    ...(isPost && route.auth !== "public" ? ["Idempotent-Replayed"] : []),
  ];
  const own = Object.entries(headers).map(([name, about]) => [name, header(about)] as const);
  return {
    description,
    headers: { ...headerReferences(shared), ...Object.fromEntries(own) },
    ...(schema
      ? { content: { [contentType ?? "application/json"]: { schema: referenced(schema) } } }
      : {}),
  };
}

function error(status: number): Json {
  const headers = [
    "X-Request-Id",
    ...(status === 401 ? ["WWW-Authenticate"] : RATE_LIMIT),
    ...(RETRIED.includes(status) ? ["Retry-After"] : []),
  ];
  return {
    description: STATUS_TITLE[status],
    headers: headerReferences(headers),
    content: {
      "application/json": { schema: referenced(ErrorSchema) },
      "application/problem+json": { schema: referenced(ProblemDetailsSchema) },
    },
  };
}

/** For people. */
function errorPage(status: number): Json {
  const headers = ["X-Request-Id", ...(RETRIED.includes(status) ? ["Retry-After"] : [])];
  return {
    description: `${STATUS_TITLE[status]}, as a page.`,
    headers: headerReferences(headers),
    content: { "text/html": { schema: { type: "string" } } },
  };
}

/** `Not Found` as a component may be named: `NotFound`. */
function errorName(status: number): string {
  return (STATUS_TITLE[status] ?? "").replaceAll(" ", "");
}

function headerReferences(names: readonly string[]): Json {
  return Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const),
  );
}

function header(description: string): Json {
  return { description, schema: { type: "string" } };
}
