import ICAL from "ical.js";

/** One property as a reader of vCards understands it. */
export interface VcardProperty {
  /** In capitals, with its group: `ITEM1.URL`. */
  readonly name: string;
  /** A list for a value with components, such as N and ADR. */
  readonly value: string | readonly string[];
}

type JCardProperty = [string, Record<string, string>, string, string | string[]];

/** Between BEGIN and END; a group, a name and parameters before the value (RFC 2425, 5.8.2). */
const CONTENT_LINE = /^(?:[\w-]+\.)?[A-Za-z-]+(?:;[\w-]+=[\w/-]+)*:.*$/s;

/**
 * One vCard, read by ical.js. That forgives what address books do not; the form of the lines is
 * therefore checked first.
 * @throws Error for anything but one well-formed vCard of that version
 */
export function readVcard(card: string, version: "3.0" | "4.0" = "3.0"): VcardProperty[] {
  requireForm(card);
  const parsed = ICAL.parse(card);
  if (parsed[0] !== "vcard" || parsed[2].length > 0) throw new Error("Not one vCard.");
  const properties = (parsed[1] as JCardProperty[]).map(toProperty);
  const [first] = properties;
  if (first?.name !== "VERSION" || first.value !== version) {
    throw new Error(`Not a vCard ${version}.`);
  }
  return properties;
}

function requireForm(card: string): void {
  if (!card.endsWith("\r\n")) throw new Error("The last line has no end.");
  if (/\r(?!\n)|(?<!\r)\n/.test(card)) throw new Error("A line end that is not CR LF.");
  if (/[^\P{Cc}\t\r\n]/u.test(card)) throw new Error("A control character.");
  for (const line of card.slice(0, -2).replaceAll("\r\n ", "").split("\r\n")) {
    if (!CONTENT_LINE.test(line)) throw new Error(`Not a property: ${line}`);
  }
}

function toProperty([name, { group }, , value]: JCardProperty): VcardProperty {
  const full = (group ? `${group}.${name}` : name).toUpperCase();
  return { name: full, value: typeof value === "string" ? withoutEscape(value) : value };
}

/** Where there are no components ical.js leaves the `\;` that RFC 2426 asks for. */
function withoutEscape(value: string): string {
  return value.replaceAll("\\;", ";");
}
