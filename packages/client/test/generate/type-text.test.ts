import { describe, expect, test } from "vitest";
import { docComment, members, typeText } from "../../generate/type-text.ts";

const text = { type: "string" };

test.each([
  ["a component", { $ref: "#/components/schemas/Profile" }, "Profile"],
  ["a constant", { type: "string", const: "PUT" }, '"PUT"'],
  ["a choice of words", { enum: ["a", "b", 3, null] }, '"a" | "b" | 3 | null'],
  ["something or nothing", { type: ["string", "null"] }, "string | null"],
  ["the same, otherwise", { anyOf: [text, { type: "null" }] }, "string | null"],
  ["nothing, twice", { anyOf: [{ type: ["integer", "null"] }, { type: "null" }] }, "number | null"],
  ["any text or none, as one", { ...text, maxLength: 60, pattern: "^(?:[a-z]+)?$" }, "string"],
  ["a list or nothing", { type: ["array", "null"], items: text }, "string[] | null"],
  [
    "one of two",
    { oneOf: [{ $ref: "#/components/schemas/A" }, { type: "boolean" }] },
    "A | boolean",
  ],
  ["both", { allOf: [{ $ref: "#/components/schemas/A" }, { properties: {} }] }, "(A) & ({\n})"],
  ["a list", { type: "array", items: text }, "string[]"],
  ["a list of choices", { type: "array", items: { enum: ["a", "b"] } }, '("a" | "b")[]'],
  ["a list of anything", { type: "array" }, "unknown[]"],
  ["a file", { type: "string", format: "binary" }, "Blob"],
  ["anything", {}, "unknown"],
  ["texts by name", { type: "object", additionalProperties: text }, "{ [name: string]: string }"],
  ["anything by name", { type: "object", additionalProperties: {} }, "{ [name: string]: unknown }"],
  [
    "some of it known",
    { properties: { a: text }, additionalProperties: {} },
    "{\na?: string;\n[name: string]: unknown;\n}",
  ],
])("%s", (_, schema, type) => {
  expect(typeText(schema)).toBe(type);
});

test("a keyword that is not known is not passed over", () => {
  expect(() => typeText({ type: "object", patternProperties: {} } as object)).toThrow(
    "does not know the keyword patternProperties",
  );
});

describe("properties", () => {
  test("say whether they are always there, and what they are", () => {
    const properties = { a: { ...text, description: "A." }, "a-b": text };
    expect(members({ properties, required: ["a-b"] })).toBe(
      '/** A. */\na?: string;\n"a-b": string;\n',
    );
  });
});

test("a comment cannot be ended by what it says", () => {
  expect(docComment(["a */ b"])).toBe("/** a *\\/ b */\n");
  expect(docComment(["a", undefined, false, "b"])).toBe("/**\n * a\n *\n * b\n */\n");
  expect(docComment([undefined, ""])).toBe("");
});
