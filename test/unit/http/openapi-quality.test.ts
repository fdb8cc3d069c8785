import { describe, expect, test } from "vitest";
import document from "../../../docs/openapi.json" with { type: "json" };
import { openapiDocument } from "../../../shared/http/openapi.ts";
import { FLAGS } from "../../../shared/model/page-query.ts";
import { faultsOf } from "../../support/document-schemas.ts";

/** What makes the document one that a client's author can build on. */
type Json = Readonly<Record<string, unknown>>;

/** Every object inside a value with the names that lead to it. */
function* placesIn(value: unknown, path: readonly string[] = []): Generator<[string[], Json]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [[...path], value as Json];
  for (const [name, inner] of Object.entries(value)) {
    if (name === "example" || name === "examples") continue;
    yield* placesIn(inner, [...path, name]);
  }
}

const places = [...placesIn(document)];
const at = (path: readonly string[]) => path.join(" › ");

describe("words", () => {
  test("every property has some", () => {
    const lists = places.filter(([path]) => path.at(-1) === "properties");
    const properties = lists.flatMap(([path, list]) =>
      Object.entries(list).map(([name, schema]) => [at([...path, name]), schema] as const),
    );
    expect(properties.length).toBeGreaterThan(300);
    const bare = properties.filter(([, schema]) => !(schema as Json).description);
    expect(bare.map(([name]) => name)).toEqual([]);
  });

  test("so does every parameter, header, schema, tag, and answer", () => {
    const bare = places.filter(([path, one]) => {
      const isParameter = "in" in one && "schema" in one;
      const isHeader = path.at(-2) === "headers" && path.at(-3) !== "properties" && !one.$ref;
      const isSchema = path.length === 3 && path[1] === "schemas";
      return (isParameter || isHeader || isSchema) && !one.description;
    });
    expect(bare.map(([path]) => at(path))).toEqual([]);
    for (const tag of document.tags) expect(tag.description, tag.name).toBeTruthy();
  });

  test("licence and contact are there", () => {
    expect(document.info).toMatchObject({
      license: { identifier: "MIT" },
      contact: { name: expect.any(String) },
    });
  });
});

test("a deployment's own document names its address and where its operator is reached", () => {
  const server = "https://api.example.com";
  const contact = "https://example.com/help";
  expect(openapiDocument([], { server, contact })).toMatchObject({
    servers: [{ url: server }],
    info: { contact: { url: contact } },
  });
  expect(openapiDocument([], { contact: "help@example.com" })).toMatchObject({
    servers: [{ url: "/" }],
    info: { contact: { email: "help@example.com" } },
  });
  expect(Object.keys(document.info.contact)).toEqual(["name"]);
});

describe("schemas", () => {
  const schemas = places.map(([path, one]) => [at(path), one] as const);

  test("have no bounds of a double, no choice of an empty text, no pattern that a format says", () => {
    const odd = schemas.filter(
      ([, { minimum, maximum, const: only, format, pattern }]) =>
        Math.abs(Number(minimum ?? maximum ?? 0)) >= Number.MAX_SAFE_INTEGER ||
        only === "" ||
        (pattern && ["uuid", "email", "date-time"].includes(String(format))),
    );
    expect(odd.map(([name]) => name)).toEqual([]);
  });

  test("of numbers in headers are numbers", () => {
    const { headers } = document.components;
    for (const [name, { schema }] of Object.entries(headers)) {
      const isNumber = /RateLimit|Retry-After/.test(name);
      expect(schema.type, name).toBe(isNumber ? "integer" : "string");
    }
  });

  test("of files are binary", () => {
    const { content } = document.paths["/api/v1/profiles/p/{identifier}/qr"].get.responses["200"];
    expect(content["image/png"].schema).toEqual({ type: "string", format: "binary" });
    expect(Object.keys(content)).toEqual(["image/svg+xml", "image/png"]);
  });

  test.each([
    ["CreateProfileBody", { name: "", title: "T" }],
    ["CreateProfileBody", { name: "   ", title: "T" }],
    ["CreateProfileBody", { name: "N", title: "T", skills: ["a", "a"] }],
    ["CreateProfileBody", { name: "N", title: "T", skills: Array.from({ length: 51 }, String) }],
    ["CreateProfileBody", { name: "N", title: "T", contactPhone: "210000000" }],
    ["CreateProfileBody", { name: "N", title: "T", vertical: "Real Estate" }],
    ["CreateProfileForm", { name: "N", title: "T", contactEmail: "jane" }],
    ["UpdateProfileBody", { slug: "ab" }],
    ["UpdateProfileBody", { isPrimary: null }],
    ["AddSocialLinkBody", { platform: "x", url: "ftp://example.com" }],
    ["AddEducationBody", { institution: "I", startDate: "2020-13" }],
    ["SaveLeadBody", { profile_id: "", name: "N", email: "a@example.com", tos_consent: true }],
    ["CreatePhotoUploadBody", { contentType: "image/png", contentLength: 5_242_881 }],
  ])("%s refuses what the API refuses: %j", (name, body) => {
    expect(faultsOf(body, ["components", "schemas", name])).not.toEqual([]);
  });

  test("take an empty text where the API does", () => {
    const form = { name: "N", title: "T", contactEmail: "", contactPhone: "", vertical: "" };
    expect(faultsOf(form, ["components", "schemas", "CreateProfileForm"])).toEqual([]);
  });
});

describe("examples", () => {
  const shown = places.filter(([, one]) => "example" in one && "schema" in one);

  test("are there for every answer and every body that is not a picture or an archive", () => {
    const contents = places.filter(([path]) => path.at(-2) === "content");
    const bare = contents.filter(
      ([path, one]) =>
        !("example" in one) && path.at(-1) !== "application/zip" && path.at(-1) !== "image/png",
    );
    expect(bare.map(([path]) => at(path))).toEqual([]);
  });

  test("fit their schemas", () => {
    expect(shown.length).toBeGreaterThan(100);
    for (const [path, { example }] of shown) {
      expect(faultsOf(example, [...path, "schema"]), at(path)).toEqual([]);
    }
  });
});

test("every parameter of a query that is true or false is known as a flag", () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const flags = operations.flatMap(({ parameters = [] }: { parameters?: object[] }) =>
    (parameters as { in?: string; name: string; schema?: { type?: unknown } }[])
      .filter((one) => one.in === "query" && one.schema?.type === "boolean")
      .map(({ name }) => name),
  );
  expect([...new Set(flags)]).toEqual(FLAGS);
});
