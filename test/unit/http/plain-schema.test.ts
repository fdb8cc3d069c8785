import { expect, test } from "vitest";
import { plainSchema } from "../../../shared/http/openapi/plain-schema.ts";

const text = { type: "string" };
const none = { type: "null" };
const slug = { ...text, maxLength: 60, pattern: "^[a-z]+$" };

test.each([
  [
    "a whole number",
    { type: "integer", minimum: -(2 ** 53) + 1, maximum: 2 ** 53 - 1 },
    { type: "integer" },
  ],
  ["one with bounds of its own", { type: "integer", minimum: 0 }, { type: "integer", minimum: 0 }],
  [
    "a format with its pattern",
    { ...text, format: "uuid", pattern: "^…$" },
    { ...text, format: "uuid" },
  ],
  [
    "a text or none",
    { anyOf: [{ ...text, maxLength: 5 }, none] },
    { type: ["string", "null"], maxLength: 5 },
  ],
  [
    "a list or none",
    { anyOf: [{ type: "array", items: text }, none] },
    { type: ["array", "null"], items: text },
  ],
  ["a reference or none", { anyOf: [{ $ref: "#/a" }, none] }, { anyOf: [{ $ref: "#/a" }, none] }],
  [
    "a word or none",
    { anyOf: [{ ...text, enum: ["a"] }, none] },
    { anyOf: [{ ...text, enum: ["a"] }, none] },
  ],
  [
    "an empty text or a slug",
    { anyOf: [{ ...text, const: "" }, slug] },
    { ...slug, pattern: "^(?:[a-z]+)?$" },
  ],
  [
    "an empty text, an address, or none",
    {
      anyOf: [
        {
          anyOf: [
            { ...text, const: "" },
            { ...text, format: "email" },
          ],
        },
        none,
      ],
    },
    { type: ["string", "null"], pattern: "^(?:[^@\\s]+@[^@\\s]+)?$" },
  ],
  ["two kinds", { anyOf: [text, { type: "integer" }] }, { anyOf: [text, { type: "integer" }] }],
  [
    "what is inside",
    { type: "object", properties: { a: { type: "array", items: { anyOf: [text, none] } } } },
    { type: "object", properties: { a: { type: "array", items: { type: ["string", "null"] } } } },
  ],
])("%s", (_, schema, plain) => {
  expect(plainSchema(schema)).toEqual(plain);
});

test("words beside a choice stay", () => {
  const schema = { anyOf: [text, none], description: "D." };
  expect(plainSchema(schema)).toEqual({ type: ["string", "null"], description: "D." });
});
