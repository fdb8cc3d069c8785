import { type Html, html } from "../../../shared/pages/html.ts";
import { type Schema, schemaName } from "./document.ts";

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "object",
  null: "null",
};

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "time, ISO 8601 in UTC",
  date: "date",
  email: "e-mail address",
  uri: "address of the web",
  uuid: "UUID",
  binary: "file",
};

/** What a value may be, in words: `text, 1 to 120 characters`. */
export function typeWords(schema: Schema): Html {
  const name = schemaName(schema);
  if (name !== undefined) return html`<a href="#${shapeAnchor(name)}">${name}</a>`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum) return listed(schema.enum.map((value) => html`<code>${String(value)}</code>`));
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return listed(unlike(choices.map(typeWords)));
  if (Array.isArray(schema.type)) {
    return listed(schema.type.map((type: string) => typeWords({ ...schema, type })));
  }
  return single(schema);
}

/** Where the shape of a name is described on a page. */
export function shapeAnchor(name: string): string {
  return `shape-${name}`;
}

function single(schema: Schema): Html {
  const { type, items, format, contentMediaType } = schema;
  if (type === "array") {
    const bounds = between(schema.minItems, schema.maxItems, "");
    return html`list of ${typeWords(items ?? {})}${bounds && `, ${bounds}`}${schema.uniqueItems ? ", none twice" : ""}`;
  }
  if (type === "string") {
    const isFile = contentMediaType !== undefined || format === "binary";
    const word = isFile ? "file" : (FORMATS[format ?? ""] ?? "text");
    const unit = isFile ? "bytes" : "characters";
    const bounds = between(schema.minLength, schema.maxLength, unit);
    // Patterns are for machines: descriptions say the same in words.
    return html`${word}${bounds && `, ${bounds}`}`;
  }
  const word = WORDS[String(type)] ?? "anything";
  const bounds = between(bound(schema.minimum), bound(schema.maximum), "");
  return html`${word}${bounds && `, ${bounds}`}`;
}

/** What every double of JavaScript keeps within says nothing. */
function bound(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

function between(least: number | undefined, most: number | undefined, unit: string): string {
  const words = (value: number) => value.toLocaleString("en");
  const of = unit && ` ${unit}`;
  if (least !== undefined && most !== undefined) {
    return least === most ? `${words(most)}${of}` : `${words(least)} to ${words(most)}${of}`;
  }
  if (most !== undefined) return `at most ${words(most)}${of}`;
  return least === undefined ? "" : `at least ${words(least)}${of}`;
}

function unlike(choices: readonly Html[]): readonly Html[] {
  return [...new Map(choices.map((choice) => [choice.toString(), choice])).values()];
}

function listed(choices: readonly Html[]): Html {
  return html`${choices.map((choice, index) => html`${index > 0 ? " or " : ""}${choice}`)}`;
}
