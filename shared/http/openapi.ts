import type { AnyRoute } from "../routes/route-table.ts";
import { componentSchemas } from "./openapi/component-schemas.ts";
import { operationId } from "./openapi/named-schemas.ts";
import { TAG_WORDS } from "./openapi/parameter-words.ts";
import { parametersOf } from "./openapi/parameters.ts";
import type { Json } from "./openapi/plain-schema.ts";
import { requestBodyOf } from "./openapi/request-body.ts";
import { componentHeaders, componentResponses, formsOf, responsesOf } from "./openapi/responses.ts";

const SECURITY = {
  caller: [{ bearer: [] }, { apiKey: [] }],
  session: [{ bearer: [] }],
  public: [],
} as const;

/** Where the API of a document is, and who runs it. */
export interface DocumentOptions {
  /** Address of the API; that of the document itself when left out. */
  readonly server?: string | undefined;
  /** Where people who run it can be reached: a web address. */
  readonly contact?: string | undefined;
}

/** The OpenAPI 3.1 document of a route table. Served, it names the address it is served from. */
export function openapiDocument(
  routes: readonly AnyRoute[],
  { server = "/", contact }: DocumentOptions = {},
): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Profiles API",
      version: "1.0.0",
      summary: "Professional profiles: create, publish, find and share them.",
      description:
        "Professional profiles of an account: create, read, change, publish and delete them. Every answer carries `X-Request-Id`; every error has one shape. What is public and can be read with GET answers HEAD too, with the same headers and no body. Ignore fields you do not know.",
      contact: { name: "The operator of this deployment", ...(contact && { url: contact }) },
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: server }],
    tags: tagsOf(routes),
    paths,
    components: {
      schemas: componentSchemas(routes),
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

function tagsOf(routes: readonly AnyRoute[]): Json[] {
  const names = [...new Set(routes.map(({ resource }) => resource))];
  return names.map((name) => ({ name, ...(TAG_WORDS[name] && { description: TAG_WORDS[name] }) }));
}

function operation(route: AnyRoute): Json {
  const parameters = parametersOf(route);
  return {
    operationId: operationId(route.id),
    tags: [route.resource],
    summary: route.summary,
    description: route.description,
    security: SECURITY[route.auth],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBodyOf(route),
    ...formsOf(route),
    responses: responsesOf(route),
  };
}
