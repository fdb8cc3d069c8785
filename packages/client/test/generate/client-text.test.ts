import { expect, test } from "vitest";
import { clientText } from "../../generate/client-text.ts";
import type { OpenapiDocument, OpenapiOperation } from "../../generate/openapi-document.ts";

const name = { type: "string" };
const Thing = { type: "object", properties: { name }, required: ["name"] };
const json = (schema: object) => ({ content: { "application/json": { schema } } });
const thing = { $ref: "#/components/schemas/Thing" };

/** The made files for one operation. */
function made(
  operation: Partial<OpenapiOperation>,
  method = "post",
  path = "/things/{thing_id}",
): Readonly<Record<string, string | undefined>> {
  const whole = { operationId: "doIt", tags: ["some-things"], responses: {}, ...operation };
  const document = { paths: { [path]: { [method]: whole } }, components: { schemas: { Thing } } };
  const text = clientText(document as OpenapiDocument);
  return {
    method: /^ {2}doIt.*$/m.exec(text["resources.ts"] ?? "")?.[0].trim(),
    line: /doIt: "(.*)"/.exec(text["operation-table.ts"] ?? "")?.[1],
    ...text,
  };
}

test("a new operation becomes a method, with nothing written by hand", () => {
  const { method, line, ...files } = made({
    summary: "Do it",
    description: "As it should be.",
    parameters: [
      { name: "thing_id", in: "path", schema: name },
      { name: "mode", in: "query", required: true, description: "How.", schema: name },
      { name: "Idempotency-Key", in: "header", schema: name },
    ],
    requestBody: json({ type: "object", properties: { a: name } }),
    responses: { "200": json(thing), "201": json(thing), "404": {}, "410": {}, "500": {} },
  });
  expect(method).toBe(
    "doIt(thingId: string, body: undefined | T.DoItBody, options: T.DoItQuery & CallOptions): Promise<T.Thing>;",
  );
  expect(line).toBe("POST /things/{thing_id} body query key");
  expect(files["resources.ts"]).toContain("readonly someThings: SomeThingsOperations;");
  expect(files["resources.ts"]).toContain(`  /**
   * Do it.
   *
   * As it should be.
   *
   * \`POST /things/{thing_id}\`
   *
   * @throws ApiError 404, 410, and what every request may meet
   */`);
  expect(files["types.ts"]).toContain("interface DoItQuery {\n  /** How. */\n  mode: string;\n}");
});

test("an answer of several forms is typed by the option that chooses", () => {
  const { "resources.ts": resources = "", "types.ts": types } = made(
    {
      parameters: [{ name: "format", in: "query", schema: { enum: ["short", "long"] } }],
      responses: {
        "200": {
          content: {
            "application/json": { schema: { anyOf: [thing, { type: "number" }] } },
            "text/csv": { schema: name },
          },
        },
      },
      "x-forms": { parameter: "format", each: { short: { type: "number" }, long: name } },
    },
    "get",
    "/things",
  );
  expect(resources.match(/^ {2}doIt.*$/gm)).toEqual([
    "  doIt<Form extends keyof T.DoItForms>(options: T.DoItQuery & CallOptions & { format: Form }): Promise<T.DoItForms[Form]>;",
    "  doIt(options?: T.DoItQuery & CallOptions & { format?: undefined }): Promise<T.Thing>;",
  ]);
  expect(types).toContain("short: number;");
});

const list = { type: "array", items: thing };
const cursor = { type: ["string", "null"] };
test.each([
  ["a bare list", list, "Listing<T.Thing[], T.Thing>", "list:"],
  [
    "a list beside a cursor",
    {
      type: "object",
      properties: { total: { type: "integer" }, results: list, nextCursor: cursor },
    },
    "Listing<T.DoItAnswer, T.Thing>",
    "list:results",
  ],
  [
    "a list of what has no name",
    {
      type: "object",
      properties: { leads: { type: "array", items: Thing }, nextCursor: cursor },
    },
    'Listing<T.DoItAnswer, T.DoItAnswer["leads"][number]>',
    "list:leads",
  ],
  [
    "a list by itself",
    { type: "object", properties: { results: list } },
    "Listing<T.DoItAnswer, T.Thing>",
    "list:results",
  ],
  [
    "a list with offsets",
    {
      type: "object",
      properties: { results: list, total: { type: "integer" }, hasMore: { type: "boolean" } },
    },
    "Listing<T.DoItAnswer, T.Thing>",
    "list:results",
  ],
  [
    "an object with a list",
    { type: "object", properties: { results: list, total: { type: "integer" } } },
    "Promise<T.DoItAnswer>",
    "",
  ],
])("%s", (_, schema, result, flag) => {
  const { method, line } = made({ responses: { "200": json(schema) } }, "get", "/things");
  expect(method).toBe(`doIt(options?: CallOptions): ${result};`);
  expect(line).toBe(`GET /things ${flag}`.trim());
});

test("what is no JSON comes as text or as a file, and goes as a file", () => {
  const content = { "application/json": { schema: thing }, "text/vcard": {}, "image/png": {} };
  const { method, line } = made({
    requestBody: { required: true, content: { ...json(thing).content, "application/zip": {} } },
    responses: { "200": { content } },
  });
  expect(method).toBe(
    "doIt(thingId: string, body: T.Thing | Blob, options?: CallOptions): Promise<T.Thing | string | Blob>;",
  );
  expect(line).toBe("POST /things/{thing_id} body file any");
});

test("a form beside JSON takes a photo; what is for everyone and binds a profile says so", () => {
  const content = { ...json(thing).content, "multipart/form-data": {} };
  const { method, line } = made(
    {
      security: [],
      requestBody: { required: true, content },
      parameters: [{ name: "If-Match", in: "header", schema: name }],
      responses: { "204": {} },
    },
    "patch",
    "/profiles/{profile_id}",
  );
  expect(method).toBe(
    "doIt(profile: ProfileRef, body: WithPhoto<T.Thing>, options?: PhotoOptions): Promise<void>;",
  );
  expect(line).toBe("PATCH /profiles/{profile_id} open form match");
});

test("what the client has no way to say is told", () => {
  const content = { "multipart/form-data": {} };
  expect(() => made({ requestBody: { content } })).toThrow("doIt takes neither JSON nor a file.");
  const parameters = [{ name: "signal", in: "query", schema: name }] as const;
  expect(() => made({ parameters })).toThrow("doIt asks for signal, which is an option of calls.");
});
