/** Markup that was made here: no other file can make any of text. */
class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Html = Markup;

/** What a template may hold: text is escaped, nothing stands for nothing. */
type Part = Html | string | number | undefined | readonly Part[];

/** Nothing at all. */
export const NOTHING = new Markup("");

/**
 * A template of markup. What is put into it is text wherever it stands, in an element or in a quoted
 * attribute, and never markup. Not for the inside of a script, a style sheet or an unquoted attribute.
 */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = pieces[0] ?? "";
  for (const [index, part] of parts.entries()) text += written(part) + (pieces[index + 1] ?? "");
  return new Markup(text);
}

/** Markup for a text that is there. */
export function ifAny(text: string | null | undefined, markup: (text: string) => Html): Html {
  return text ? markup(text) : NOTHING;
}

/** A style sheet of ours, as it is. */
export function styleElement(sheet: string): Html {
  if (sheet.includes("</")) throw new Error("A style sheet cannot hold an end tag.");
  return new Markup(`<style>${sheet}</style>`);
}

/** Data for machines, in a script element that no browser runs. What is in it cannot end it. */
export function jsonLdElement(data: object): Html {
  const json = JSON.stringify(data).replaceAll(/[<>&\u2028\u2029]/g, unicodeEscape);
  return new Markup(`<script type="application/ld+json">${json}</script>`);
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.toString();
  if (typeof part === "number") return String(part);
  return typeof part === "string" ? escaped(part) : part.map(written).join("");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
  // What no document may hold.
  "\0": "\ufffd",
  // A parser makes a line feed of it.
  "\r": "&#13;",
};

/** Text as it stands in an element or a quoted attribute. The one place where this is done. */
function escaped(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>"'`\0\r]/g, (letter) => ESCAPES[letter] ?? "");
}

function unicodeEscape(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
