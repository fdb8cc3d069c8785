import { referredName, type Schema } from "./openapi-document.ts";

/** What a schema may say that is no matter of types, or is looked at elsewhere. */
const SILENT = new Set([
  ...["default", "description", "deprecated", "discriminator", "example", "examples", "title"],
  ...["format", "contentEncoding", "pattern", "propertyNames", "required"],
  ...["minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "readOnly", "writeOnly"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "$schema"],
  ...["minProperties", "maxProperties", "$id"],
]);

const SPOKEN = new Set([
  ...["$ref", "type", "const", "enum", "anyOf", "oneOf", "allOf"],
  ...["properties", "additionalProperties", "items"],
]);

/**
 * A schema as a type of TypeScript.
 * @throws Error for a keyword that is not known here: better none than a wrong type
 */
export function typeText(schema: Schema): string {
  for (const keyword of Object.keys(schema)) {
    if (!SILENT.has(keyword) && !SPOKEN.has(keyword) && !keyword.startsWith("x-")) {
      throw new Error(`type-text.ts does not know the keyword ${keyword} yet.`);
    }
  }
  const name = referredName(schema);
  if (name) return name;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return union(choices.map(typeText));
  if (schema.allOf) return schema.allOf.map((part) => `(${typeText(part)})`).join(" & ");
  const types = [schema.type ?? (schema.properties ? "object" : "unknown")].flat();
  return union(types.map((type) => plainType(type, schema)));
}

function plainType(type: string, schema: Schema): string {
  if (type === "array") {
    const item = typeText(schema.items ?? {});
    return /[|&]/.test(item) && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
  }
  if (type === "object") return objectType(schema);
  if (type === "integer") return "number";
  if (type === "string") return schema.format === "binary" ? "Blob" : "string";
  return type;
}

function objectType(schema: Schema): string {
  const more = schema.additionalProperties;
  const isOpen = typeof more === "object" && Object.keys(more).length > 0;
  if (!schema.properties) return `{ [name: string]: ${isOpen ? typeText(more) : "unknown"} }`;
  // Beside named properties an index would have to fit all of them.
  return `{\n${members(schema)}${typeof more === "object" ? "[name: string]: unknown;\n" : ""}}`;
}

/** The properties of an object's schema, a line or more each. */
export function members({ properties = {}, required = [] }: Schema): string {
  return Object.entries(properties)
    .map(([name, property]) => {
      const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
      const mark = required.includes(name) ? "" : "?";
      return `${docComment([property.description, property.deprecated && "@deprecated"])}${key}${mark}: ${typeText(property)};\n`;
    })
    .join("");
}

/** Each choice once. */
function union(types: readonly string[]): string {
  // A choice may be a union itself; one that has structure inside is left as it is.
  const flat = types.flatMap((type) => (/[{(]/.test(type) ? [type] : type.split(" | ")));
  return [...new Set(flat)].join(" | ");
}

/** A comment with a paragraph each; nothing when there is nothing to say. */
export function docComment(paragraphs: readonly (string | false | undefined)[]): string {
  const said = paragraphs.filter((text) => typeof text === "string" && text !== "");
  if (said.length === 0) return "";
  const text = said.join("\n\n").replaceAll("*/", "*\\/");
  if (!text.includes("\n")) return `/** ${text} */\n`;
  const lines = text.split("\n").map((line) => ` * ${line}`.trimEnd());
  return `/**\n${lines.join("\n")}\n */\n`;
}
