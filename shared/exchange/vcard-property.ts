import ICAL from "ical.js";
import { decodeText } from "./decode-text.ts";
import type { Card, CardLine } from "./vcard-lines.ts";

/** A property of a card. */
export interface CardProperty {
  /** In capitals, without its group. */
  readonly name: string;
  /** In lower case; `""` for none. */
  readonly group: string;
  /** In lower case. */
  readonly types: readonly string[];
  /** From 1, the most preferred, to 100; 101 when nothing is said. */
  readonly preference: number;
  /** Other parameters, by their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
  /** Components of a value that has some: of a name, an address, an organisation. */
  readonly parts: readonly string[];
  /** As it is told of in what is left: `TEL;TYPE=FAX`. */
  readonly source: string;
}

type Parameters = ReadonlyMap<string, readonly string[]>;

/** What version 2.1 writes without the name of a parameter, other than types. */
const BARE = new Map([
  ["quoted-printable", "encoding"],
  ["base64", "encoding"],
  ["b", "encoding"],
  ["8bit", "encoding"],
  ["7bit", "encoding"],
  ["inline", "value"],
  ["url", "value"],
  ["uri", "value"],
]);

const STRUCTURED = new Set(["N", "ADR", "ORG"]);
/** Those whose values the library reads; the value of any other is as it is written. */
const READ = new Set([...STRUCTURED, "FN", "TITLE", "ROLE", "NOTE", "X-ABLABEL"]);

/** Characters of all that the library reads of a card; a profile holds far fewer. */
const MOST_TEXT = 200_000;

/** What a card says, and which lines of it cannot be read. */
export interface CardProperties {
  readonly properties: readonly CardProperty[];
  readonly unreadable: readonly CardLine[];
}

/** The properties of a card, read by the rules of its version. */
export function readProperties({ lines, version }: Card): CardProperties {
  const properties: CardProperty[] = [];
  const unreadable: CardLine[] = [];
  let room = MOST_TEXT;
  for (const line of lines) {
    const cost = READ.has(nameOf(line.header).name) ? line.value.length : 0;
    const property = cost > room ? undefined : readProperty(line, version);
    if (property) room -= cost;
    if (property) properties.push(property);
    else unreadable.push(line);
  }
  return { properties, unreadable };
}

function nameOf(header: string): { readonly group: string; readonly name: string } {
  const [head = ""] = header.split(";", 1);
  const [group = "", name] = head.split(".");
  return name === undefined
    ? { group: "", name: head.toUpperCase() }
    : { group, name: name.toUpperCase() };
}

/** Undefined for a value that breaks the rules. */
function readProperty(line: CardLine, version: Card["version"]): CardProperty | undefined {
  const { group, name } = nameOf(line.header);
  const parameters = parametersOf(splitOutsideQuotes(line.header).slice(1));
  const text = decodedValue(line.value, parameters);
  const values = READ.has(name) ? readValue(name, text, version) : [text];
  if (!values) return undefined;
  const types = (parameters.get("type") ?? []).map((type) => type.toLowerCase());
  const more = [...parameters].filter(([key]) => key !== "type");
  const shownTypes = types.filter((type) => type !== "pref" && type !== "internet");
  return {
    name,
    group: group.toLowerCase(),
    types,
    preference: preferenceOf(types, parameters),
    parameters: new Map(more.map(([key, list]) => [key, list.join(",")])),
    value: values.join(STRUCTURED.has(name) ? " " : ",").trim(),
    parts: values.map((value) => value.trim()),
    source: sourceOf(group, name, shownTypes),
  };
}

function sourceOf(group: string, name: string, types: readonly string[]): string {
  const whole = group ? `${group}.${name}` : name;
  return types.length > 0 ? `${whole};TYPE=${types.join(",").toUpperCase()}` : whole;
}

function parametersOf(written: readonly string[]): Parameters {
  const parameters = new Map<string, string[]>();
  for (const parameter of written) {
    const at = parameter.indexOf("=");
    const bare = parameter.trim().toLowerCase();
    const key = at > 0 ? parameter.slice(0, at).trim().toLowerCase() : (BARE.get(bare) ?? "type");
    const text = decodeText(Buffer.from(parameter.slice(at + 1), "latin1")).replaceAll('"', "");
    const values = key === "type" ? text.split(",") : [text];
    const known = parameters.get(key) ?? [];
    known.push(...values.map((value) => value.trim()).filter(Boolean));
    parameters.set(key, known);
  }
  return parameters;
}

function preferenceOf(types: readonly string[], parameters: Parameters): number {
  const told = Number(parameters.get("pref")?.[0]);
  if (told >= 1 && told <= 100) return told;
  return types.includes("pref") ? 1 : 101;
}

/** The text of a value, out of its transfer encoding and its character set. */
function decodedValue(value: string, parameters: Parameters): string {
  const isQuoted = parameters.get("encoding")?.some((name) => /^quoted-printable$/i.test(name));
  const bytes = isQuoted ? withoutQuoting(value) : value;
  return decodeText(Buffer.from(bytes, "latin1"), parameters.get("charset")?.[0]);
}

/** RFC 2045, 6.7. What is no escape stays as it is. */
function withoutQuoting(value: string): string {
  return value.replaceAll(/=([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The value as the library reads it: its components, or the one text that it is. */
function readValue(name: string, text: string, version: Card["version"]): string[] | undefined {
  const isStructured = STRUCTURED.has(name);
  const escaped = version === "2.1" ? withEscapes(text) : text.replaceAll(/\r\n|\r|\n/g, "\\n");
  const line = isStructured ? escaped : withoutNeedlessEscapes(escaped);
  try {
    const design = ICAL.design.components[version === "4.0" ? "vcard" : "vcard3"];
    const [, , , ...values] = ICAL.parse.property(`${name}:${line}`, design as never) as unknown[];
    return (isStructured ? values.flat() : values).map((value) => [value].flat().join(", "));
  } catch {
    return undefined;
  }
}

/** In 2.1 nothing but a semicolon is escaped; later versions escape more. */
function withEscapes(text: string): string {
  return text
    .replaceAll(/\\(?![;,\\nN])/g, "\\\\")
    .replaceAll(/(?<!\\),/g, "\\,")
    .replaceAll(/\r\n|\r|\n/g, "\\n");
}

/** Where there are no components the library keeps the backslash before what need not have one. */
function withoutNeedlessEscapes(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (both, escaped: string) =>
    escaped === ";" || escaped === ":" ? escaped : both,
  );
}

function splitOutsideQuotes(header: string): string[] {
  return header.match(/(?:[^";]|"[^"]*"?)+/g) ?? [];
}
