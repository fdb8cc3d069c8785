import type * as z from "zod/mini";
import type { RequestBody, RouteExample } from "../routes/define-route.ts";
import { EXAMPLE_IDS } from "../routes/example-ids.ts";
import { exampleOf, pathParameters } from "../routes/example-of.ts";
import type { AnyRoute } from "../routes/route-table.ts";
import { componentHeaders, componentResponses, responsesOf } from "./openapi-responses.ts";
import { componentSchemas, type Json, jsonSchema } from "./openapi-schemas.ts";

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
        "Professional profiles of an account: create, read, change, publish and delete them. Every answer carries `X-Request-Id`; every error has one shape. What is public and can be read with GET answers HEAD too, with the same headers and no body. Ignore fields you do not know.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map((route) => route.resource))].map((name) => ({ name })),
    paths,
    components: {
      schemas: componentSchemas(),
      responses: componentResponses(),
      headers: componentHeaders(),
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description:
            "A JWT of a trusted issuer. Where the route takes API keys, one of these will do as well: it is known by how it begins, `pr_live_`.",
        },
        apiKey: {
          type: "apiKey",
          in: "header",
          name: "X-API-Key",
          description:
            "An API key. Beside a bearer token, both must be good and of the same account.",
        },
      },
    },
  };
}

function operation(route: AnyRoute): Json {
  return {
    operationId: operationId(route.id),
    tags: [route.resource],
    summary: route.summary,
    description: route.description,
    security: SECURITY[route.auth],
    ...parameters(route),
    ...(route.body ? { requestBody: requestBody(route.body, exampleOf(route)) } : {}),
    responses: responsesOf(route),
  };
}

/** `get-profile` as generators of clients like it: `getProfile`. */
export function operationId(id: string): string {
  return id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function parameters(route: AnyRoute): Json {
  const named = [
    ...parametersOf(route.params, "path", pathExample(route)),
    ...parametersOf(route.query, "query", exampleOf(route).query),
    ...(route.errors.includes(412) ? [headerParameter("If-Match")] : []),
    ...(route.responses.some(({ status }) => status === 304)
      ? [headerParameter("If-None-Match")]
      : []),
    ...(route.method === "POST" && route.auth !== "public" ? [IDEMPOTENCY_PARAMETER] : []),
  ];
  return named.length > 0 ? { parameters: named } : {};
}

function pathExample({ path }: AnyRoute): Readonly<Record<string, string>> {
  const ids: Readonly<Record<string, string>> = EXAMPLE_IDS;
  const named = pathParameters(path).map(({ name, kind }) => [name, ids[kind]]);
  return Object.fromEntries(named.filter(([, id]) => id !== undefined));
}

function parametersOf(
  schema: z.ZodMiniType | undefined,
  place: "path" | "query",
  examples: Readonly<Record<string, string>> = {},
): Json[] {
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
    ...(name in examples ? { example: typed(property, examples[name]) } : {}),
  }));
}

/** A number where the schema says so; it is written as text in an address. */
function typed({ type }: Json, text: string | undefined): unknown {
  return type === "integer" || type === "number" ? Number(text) : text;
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
  const description = "An entity tag as `ETag` gave it, with its quotes.";
  return { name, in: "header", required: false, description, schema: { type: "string" } };
}

function requestBody(
  { description, optional, json, form }: RequestBody<unknown>,
  { body }: RouteExample,
): Json {
  const content: Record<string, Json> = {};
  const example = body ? { example: body } : {};
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
      schema: { ...schema, properties: { ...asParts(schema.properties), [field]: binary } },
      encoding: { [field]: { contentType: contentTypes.join(", ") } },
      ...(body ? { example: asForm(body) } : {}),
    };
  }
  for (const type of json.contentTypes) {
    content[type] = { schema: jsonSchema(json.schema, "input"), ...example };
  }
  return { description, required: optional !== true, content };
}

/** No part of a form is null: an empty one unsets a field. */
function asParts(properties: Json = {}): Json {
  const parts = Object.entries(properties).map(([name, schema]) => {
    const { anyOf, ...rest } = schema as { readonly anyOf?: readonly Json[] };
    const options = anyOf?.filter(({ type }) => type !== "null");
    if (!options) return [name, schema];
    return [name, options.length === 1 ? { ...options[0], ...rest } : { anyOf: options, ...rest }];
  });
  return Object.fromEntries(parts);
}

/** The same fields in a form: all parts are text, lists have a part for each value. */
function asForm(body: Readonly<Record<string, unknown>>): Json {
  const fields = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value : String(value),
  ]);
  return Object.fromEntries(fields);
}
