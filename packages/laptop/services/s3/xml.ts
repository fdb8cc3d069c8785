import { XMLParser, XMLValidator } from "fast-xml-parser";

/** A rendered piece of XML, told apart from text that still needs escaping. */
export interface Xml {
  readonly xml: string;
}

/**
 * An element with text or with children. Control characters become references, as S3 writes them
 * for keys that hold some; a general XML writer leaves them raw, which no parser reads back.
 */
export function element(name: string, content: string | readonly Xml[]): Xml {
  const inner =
    typeof content === "string" ? escapeText(content) : content.map((child) => child.xml).join("");
  return { xml: `<${name}>${inner}</${name}>` };
}

/** A whole document; `root` carries the S3 name space when it is a result. */
export function xmlDocument(root: Xml): string {
  const xml = root.xml.replace(
    /^<(\w+Result)>/,
    '<$1 xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
}

/** What a DeleteObjects request names: an object, or one version of it. */
export interface DeletedObject {
  readonly key: string;
  readonly versionId: string | undefined;
}

/** What a DeleteObjects request names, and whether it wants failures only. */
export interface DeleteRequest {
  readonly objects: readonly DeletedObject[];
  readonly quiet: boolean;
}

/** Reads the body of DeleteObjects; undefined when it is not one. */
export function parseDeleteRequest(body: string): DeleteRequest | undefined {
  if (XMLValidator.validate(body) !== true) return undefined;
  const parsed: unknown = deleteParser.parse(body);
  const request = field(parsed, "Delete");
  const objects = field(request, "Object");
  if (!Array.isArray(objects)) return undefined;
  const named = objects.map((object) => ({
    key: field(object, "Key"),
    versionId: field(object, "VersionId"),
  }));
  if (!named.every(({ key }) => typeof key === "string" && key !== "")) return undefined;
  return {
    objects: named.map(({ key, versionId }) => ({
      key: unescapeText(String(key)),
      versionId: versionId === undefined ? undefined : unescapeText(String(versionId)),
    })),
    quiet: field(request, "Quiet") === "true",
  };
}

const deleteParser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  // References are decoded below: the parser knows too few of them.
  processEntities: false,
  isArray: (name) => name === "Object",
});

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped.
  return text.replace(/[&<>"'\x00-\x1f\x7f-\x9f\u2028\ufffe\uffff]/g, (character) => {
    const name = Object.keys(NAMED).find((key) => NAMED[key] === character);
    return name === undefined ? `&#x${character.charCodeAt(0).toString(16)};` : `&${name};`;
  });
}

function unescapeText(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
