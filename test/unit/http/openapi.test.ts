import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { operationId } from "../../../shared/http/openapi/named-schemas.ts";
import { openapiDocument } from "../../../shared/http/openapi.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: Schema }> };
  readonly responses: Record<string, Response | { readonly $ref: string }>;
}
interface Response {
  readonly description: string;
  readonly headers?: Record<string, object>;
  readonly content?: Record<string, object>;
}
interface Schema {
  readonly $ref?: string;
  readonly properties?: Record<string, Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}
interface Document {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly tags: readonly { name: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, Schema>;
    readonly responses: Record<string, Response>;
    readonly headers: Record<string, object>;
    readonly securitySchemes: object;
  };
}

const document = JSON.parse(JSON.stringify(openapiDocument(routeTable))) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

/** Answers of an operation by status, those given by reference too. */
function answersOf({ responses }: Pick<Operation, "responses">): [string, Response | undefined][] {
  return Object.entries(responses).map(([status, response]) => {
    if (!("$ref" in response)) return [status, response];
    const name = response.$ref.split("/").at(-1) ?? "";
    return [status, document.components.responses[name]];
  });
}

/** A schema where it stands, or the one it names. */
function resolved(schema: Schema | undefined): Schema {
  const name = schema?.$ref?.split("/").at(-1);
  return (name === undefined ? schema : document.components.schemas[name]) ?? {};
}

/** Every object inside a value, the value too. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

test("the committed document is the generated one; else run `npm run openapi`", () => {
  const committed = readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8");
  expect(committed).toBe(`${JSON.stringify(document, null, 2)}\n`);
});

describe("the document", () => {
  test("has what OpenAPI 3.1 demands of it", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(Object.keys(document.paths).every((path) => path.startsWith("/"))).toBe(true);
  });

  test("resolves every reference", () => {
    const references = [...objectsIn(document)].flatMap(({ $ref }) => $ref ?? []);
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      const [, kind = "", name = ""] =
        /^#\/components\/(\w+)\/([\w-]+)$/.exec(String(reference)) ?? [];
      expect(document.components).toHaveProperty([kind, name]);
    }
  });

  test("leaves nothing undefined, and no schema without a meaning", () => {
    const generated = openapiDocument(routeTable);
    expect([...objectsIn(generated)].flatMap(Object.values)).not.toContain(undefined);
  });

  test("shows all fields of a profile as required", () => {
    const { properties = {}, required } = document.components.schemas.Profile ?? {};
    expect(required?.toSorted()).toEqual(Object.keys(properties).sort());
    expect(required).toEqual(
      expect.arrayContaining([
        ...["id", "slug", "name", "title", "company", "bio", "location", "photoUrl", "isPublic"],
        ...["headline", "skills", "workExperiences", "education", "socialLinks", "createdAt"],
        ...["updatedAt", "vertical", "isPrimary", "version", "contactEmail", "contactPhone"],
        ...["showEmail", "showPhone", "mcpDiscoverable"],
      ]),
    );
  });
});

describe("the operations", () => {
  test("are the routes", () => {
    const named = operations.map(({ method, path, operationId: id }) => [method, path, id]);
    const expected = routeTable.map(({ id, method, path }) => [
      method.toLowerCase(),
      path,
      operationId(id),
    ]);
    expect(named.toSorted()).toEqual(expected.toSorted());
  });

  test("have names of their own that a generator can use", () => {
    const ids = operations.map(({ operationId: id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z]+$/);
  });

  test.each(
    operations.map((operation) => [operation.operationId, operation] as const),
  )("%s declares its parameters, security, answers and tag", (name, {
    path,
    parameters = [],
    security,
    responses,
    tags,
    summary,
    requestBody,
  }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const declared = parameters.filter((parameter) => parameter.in === "path");
    expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort());
    expect(declared.every(({ required }) => required)).toBe(true);
    const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(summary).toBeTruthy();
    expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...tags]));
    expect(Object.keys(responses).some((status) => /^[23]/.test(status))).toBe(true);
    for (const [status, response] of answersOf({ responses })) {
      expect(status).toMatch(/^[2-5]\d\d$/);
      expect(response?.description).toBeTruthy();
      expect(Boolean(response?.content)).toBe(!["204", "301", "304"].includes(status));
      expect(response?.headers).toHaveProperty("X-Request-Id");
    }
    const route = routeTable.find(({ id }) => operationId(id) === name);
    if (route?.auth === "public") expect(security).toEqual([]);
    else {
      expect(security).toContainEqual({ bearer: [] });
      expect(security).toEqual(
        route?.auth === "session" ? [{ bearer: [] }] : [{ bearer: [] }, { apiKey: [] }],
      );
      expect(responses).toHaveProperty("401");
    }
    expect(Boolean(requestBody)).toBe((route?.body ?? route?.document) !== undefined);
  });

  test("name the headers of their answers", () => {
    const headers = (name: string, status: string) => {
      const operation = operations.find(({ operationId: id }) => id === name);
      const answers = operation ? answersOf(operation) : [];
      return Object.keys(Object.fromEntries(answers)[status]?.headers ?? {});
    };
    const rate = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];
    expect(headers("createProfile", "201").sort()).toEqual(
      ["ETag", "Idempotent-Replayed", "Location", ...rate, "X-Request-Id"].sort(),
    );
    expect(headers("getProfile", "304")).toEqual(expect.arrayContaining(["ETag", ...rate]));
    expect(headers("getProfile", "401").sort()).toEqual(["WWW-Authenticate", "X-Request-Id"]);
    expect(headers("getProfile", "429").sort()).toEqual(
      ["Retry-After", ...rate, "X-Request-Id"].sort(),
    );
    expect(headers("getHealth", "200")).toEqual(["X-Request-Id"]);
  });

  test("that take a body say which fields, and that there are no others", () => {
    const documents = routeTable
      .filter(({ document }) => document)
      .map(({ id }) => operationId(id));
    for (const { requestBody, operationId: id } of operations) {
      // What is in a document, its own format says.
      if (documents.includes(id)) continue;
      for (const { schema } of Object.values(requestBody?.content ?? {})) {
        expect(schema.$ref).toMatch(/(Body|Form)$/);
        const { additionalProperties, properties = {} } = resolved(schema);
        expect(additionalProperties).toBe(false);
        expect(Object.keys(properties).length).toBeGreaterThan(0);
      }
    }
  });

  test("that take a photo say so", () => {
    const create = operations.find((operation) => operation.operationId === "createProfile");
    const form = resolved(create?.requestBody?.content["multipart/form-data"]?.schema);
    expect(form.properties?.photo).toMatchObject({ format: "binary", maxLength: 5_242_880 });
    expect(form.required).toEqual(["name", "title"]);
  });
});
