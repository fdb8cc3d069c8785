import type * as z from "zod/mini";
import type { RequestBody, RouteResponse } from "../routes/define-route.ts";
import type { AnyRoute } from "../routes/route-table.ts";
import { ErrorSchema, ProblemDetailsSchema } from "./error-schema.ts";
import { componentSchemas, type Json, jsonSchema, referenced } from "./openapi-schemas.ts";
import { STATUS_TITLE } from "./problem.ts";

/** Errors that any route can answer: those of the gateway, and our own faults. */
const COMMON_ERRORS = [404, 413, 429, 500, 502, 504];
const CALLER_ERRORS = [401, 403];

const SECURITY = {
  caller: [{ bearer: [] }, { apiKey: [] }],
  session: [{ bearer: [] }],
  public: [],
} as const;

/** The OpenAPI 3.1 document of a route table. Servers are filled in when it is served. */
export function openapiDocument(routes: readonly AnyRoute[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Profiles API",
      version: "1.0.0",
      description:
        "Professional profiles of an account: create, read, change, publish and delete them. Every answer carries `X-Request-Id`; every error has one shape. Ignore fields you do not know.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map((route) => route.resource))].map((name) => ({ name })),
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
      },
    },
  };
}

function operation(route: AnyRoute): Json {
  const errors = [
    ...COMMON_ERRORS,
    ...(route.auth === "public" ? [] : CALLER_ERRORS),
    ...route.errors,
  ];
  const responses = [
    ...route.responses.map((response) => [response.status, successResponse(response)] as const),
    ...[...new Set(errors)].sort().map((status) => [status, errorResponse(status)] as const),
  ];
  return {
    operationId: operationId(route.id),
    tags: [route.resource],
    summary: route.summary,
    description: route.description,
    security: SECURITY[route.auth],
    ...parameters(route),
    ...(route.body ? { requestBody: requestBody(route.body) } : {}),
    responses: Object.fromEntries(responses),
  };
}

/** `get-profile` as generators of clients like it: `getProfile`. */
export function operationId(id: string): string {
  return id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function parameters(route: AnyRoute): Json {
  const named = [
    ...parametersOf(route.params, "path"),
    ...parametersOf(route.query, "query"),
    ...(route.errors.includes(412) ? [headerParameter("If-Match")] : []),
    ...(route.responses.some(({ status }) => status === 304)
      ? [headerParameter("If-None-Match")]
      : []),
    ...(route.method === "POST" && route.auth !== "public" ? [IDEMPOTENCY_PARAMETER] : []),
  ];
  return named.length > 0 ? { parameters: named } : {};
}

function parametersOf(schema: z.ZodMiniType | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

const IDEMPOTENCY_PARAMETER: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "1 to 255 visible ASCII characters. For 24 hours the same request under the same key is carried out once; its answer comes again with `Idempotent-Replayed: true`.",
  schema: { type: "string", maxLength: 255 },
};

function headerParameter(name: string): Json {
  const description = "A version as its ETag gave it.";
  return { name, in: "header", required: false, description, schema: { type: "string" } };
}

function requestBody({ description, optional, json, form }: RequestBody<unknown>): Json {
  const content: Record<string, Json> = {};
  if (form) {
    const schema = jsonSchema(form.schema, "input") as { properties?: Json };
    const { field, contentTypes, maxBytes, description: about } = form.file;
    const binary = {
      type: "string",
      contentMediaType: "application/octet-stream",
      maxLength: maxBytes,
      description: about,
    };
    content["multipart/form-data"] = {
      schema: { ...schema, properties: { ...schema.properties, [field]: binary } },
      encoding: { [field]: { contentType: contentTypes.join(", ") } },
    };
  }
  for (const type of json.contentTypes) {
    content[type] = { schema: jsonSchema(json.schema, "input") };
  }
  return { description, required: optional !== true, content };
}

function successResponse({ description, schema, contentType, headers }: RouteResponse): Json {
  const all = { "X-Request-Id": "Names the request; give it when asking for help.", ...headers };
  return {
    description,
    headers: Object.fromEntries(
      Object.entries(all).map(([name, about]) => [
        name,
        { description: about, schema: { type: "string" } },
      ]),
    ),
    ...(schema
      ? { content: { [contentType ?? "application/json"]: { schema: referenced(schema) } } }
      : {}),
  };
}

function errorResponse(status: number): Json {
  return {
    description: STATUS_TITLE[status],
    content: {
      "application/json": { schema: referenced(ErrorSchema) },
      "application/problem+json": { schema: referenced(ProblemDetailsSchema) },
    },
  };
}
