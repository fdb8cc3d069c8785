import type * as z from "zod/mini";
import { answerExamples, textExamples } from "../../routes/answer-examples.ts";
import type { RouteResponse } from "../../routes/define-route.ts";
import type { AnyRoute } from "../../routes/route-table.ts";
import { STATUS_TITLE } from "../render-problem.ts";
import { elementOf, nameOf, referenced, refTo } from "./component-schemas.ts";
import { errorExamples } from "./error-examples.ts";
import type { Json } from "./plain-schema.ts";

/** Errors that any route can answer: those of the gateway, and our own faults. */
const COMMON_ERRORS = [404, 413, 429, 500, 502, 503, 504];
const CALLER_ERRORS = [401, 403, 409];
/** Errors that may say when to try again. */
const RETRIED = [409, 429, 503];

/** Headers that answers of many routes carry, with what they say. */
const HEADERS: Readonly<Record<string, string>> = {
  "X-Request-Id": "Names the request; give it when asking for help.",
  "X-RateLimit-Limit":
    "Requests a UTC day that the account has with this kind of credential. Absent without a limit, and without a credential.",
  "X-RateLimit-Remaining": "Requests left of them.",
  "X-RateLimit-Reset": "When the next day's begin, in Unix seconds.",
  "Retry-After": "Seconds to wait before the next request, at least 1.",
  "WWW-Authenticate":
    '`Bearer` where no credential came, `Bearer error="invalid_token"` where one is not good. An API key in `X-API-Key` will do as well where the route says so.',
  "Idempotent-Replayed": "`true` when this is the stored answer of an `Idempotency-Key`.",
};

/** Types of headers that are no text. */
const HEADER_SCHEMAS: Readonly<Record<string, Json>> = {
  "X-RateLimit-Limit": { type: "integer", minimum: 0 },
  "X-RateLimit-Remaining": { type: "integer", minimum: 0 },
  "X-RateLimit-Reset": { type: "integer", minimum: 0 },
  "Retry-After": { type: "integer", minimum: 1 },
  "Idempotent-Replayed": { type: "string", enum: ["true"] },
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
    Object.entries(HEADERS).map(
      ([name, about]) => [name, header(about, HEADER_SCHEMAS[name])] as const,
    ),
  );
}

function success(route: AnyRoute, response: RouteResponse): Json {
  const { description, schema, headers = {} } = response;
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
    ...(schema ? { content: contentOf(response, schema) } : {}),
  };
}

function contentOf(
  { contentType = "application/json", otherContentTypes = [], forms }: RouteResponse,
  schema: z.ZodMiniType,
): Json {
  const all = [{ contentType, schema }, ...Object.values(forms?.each ?? {})];
  const typed = [...Map.groupBy(all, (form) => form.contentType)].map(([type, same]) => {
    const schemas = [...new Set(same.map((form) => form.schema))];
    const [first = schema] = schemas;
    const example = exampleOf(first) ?? textExamples[type];
    const choice = schemas.length > 1 ? { anyOf: schemas.map(referenced) } : referenced(first);
    return [type, { schema: choice, ...(example !== undefined && { example }) }] as const;
  });
  const files = otherContentTypes.map((type) => [
    type,
    { schema: { type: "string", format: "binary" } },
  ]);
  return { ...Object.fromEntries(typed), ...Object.fromEntries(files) };
}

/**
 * Which form an answer has by which value of which parameter. OpenAPI has no word for that: a client
 * that knows this one need not choose by the answer's shape.
 */
export function formsOf({ responses }: Pick<AnyRoute, "responses">): Json {
  const forms = responses.find((response) => response.forms)?.forms;
  if (!forms) return {};
  const each = Object.entries(forms.each).map(([value, { schema }]) => [value, referenced(schema)]);
  return { "x-forms": { parameter: forms.parameter, each: Object.fromEntries(each) } };
}

/** An example of an answer, or of a list of them. */
function exampleOf(schema: z.ZodMiniType): unknown {
  const element = elementOf(schema);
  if (element) return [exampleOf(element)];
  // As JSON has it: without what is undefined.
  const example = answerExamples[nameOf(schema) ?? ""];
  return example && JSON.parse(JSON.stringify(example));
}

function error(status: number): Json {
  const headers = [
    "X-Request-Id",
    ...(status === 401 ? ["WWW-Authenticate"] : RATE_LIMIT),
    ...(RETRIED.includes(status) ? ["Retry-After"] : []),
  ];
  const { plain, problem } = errorExamples(status);
  return {
    description: STATUS_TITLE[status],
    headers: headerReferences(headers),
    content: {
      "application/json": { schema: { $ref: refTo("Error") }, example: plain },
      "application/problem+json": { schema: { $ref: refTo("ProblemDetails") }, example: problem },
    },
  };
}

/** For people. */
function errorPage(status: number): Json {
  const headers = ["X-Request-Id", ...(RETRIED.includes(status) ? ["Retry-After"] : [])];
  return {
    description: `${STATUS_TITLE[status]}, as a page.`,
    headers: headerReferences(headers),
    content: { "text/html": { schema: { type: "string" }, example: errorPageExample(status) } },
  };
}

function errorPageExample(status: number): string {
  const title = STATUS_TITLE[status];
  return `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1></html>`;
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

function header(description: string, schema: Json = { type: "string" }): Json {
  return { description, schema };
}
