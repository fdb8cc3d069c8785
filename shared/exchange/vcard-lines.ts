import { Problem } from "../model/problem.ts";
import { wideEncoding } from "./decode-text.ts";

/** A line of a card, unfolded. Each character of the value is a byte, in an encoding yet to be told. */
export interface CardLine {
  /** Group, name and parameters. */
  readonly header: string;
  readonly value: string;
}

/** A single card. */
export interface Card {
  readonly version: "2.1" | "3.0" | "4.0";
  readonly lines: readonly CardLine[];
  /** Lines that are no property, counted from 1. */
  readonly strayLines: readonly number[];
}

/** Address books write a few dozen; a photo in base64 has some thousand before it is unfolded. */
const MOST_LINES = 2_000;
const MOST_FOLDED_LINES = 200_000;

/** Characters of a name with its parameters. */
const MOST_HEADER = 2_000;

const HEADER = /^[\w-]+(?:\.[\w-]+)?(?:;[^\r\n]*)?$/;
const BASE64_LINE = /^[\w+/]+={0,2}$/;

type Version = Card["version"];

/**
 * The lines of the only card in a file.
 * @throws Problem `unreadable_vcard`, `several_cards`, `unknown_version`
 */
export function readCard(bytes: Uint8Array): Card {
  const text = asBytesOfUtf8(bytes);
  const version = versionOf(text);
  return oneCard(unfolded(text, version), version);
}

/** Each character is a byte: a line may be folded within a letter, and have its own encoding. */
function asBytesOfUtf8(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  const narrow = wide ? Buffer.from(new TextDecoder(wide).decode(bytes)) : Buffer.from(bytes);
  return narrow.toString("latin1").replace(/^\xef\xbb\xbf/, "");
}

function versionOf(text: string): Version {
  const found = /^VERSION[^:\r\n]*:[ \t]*([^\r\n]*)/im.exec(text)?.[1]?.trim() ?? "3.0";
  if (found === "2.1" || found === "3.0" || found === "4.0") return found;
  const detail = "The card must be a vCard of version 2.1, 3.0 or 4.0.";
  throw new Problem("invalid", "unknown_version", detail);
}

/** How the lines of a property go on. */
interface Open {
  readonly pieces: string[];
  readonly isQuoted: boolean;
  readonly isBase64: boolean;
}

/** Lines without their folds, as each version and its writers make them. */
function* unfolded(text: string, version: Version): Generator<string> {
  let open: Open | undefined;
  for (const line of foldedLines(text)) {
    const more = open && continuation(line, open, version);
    if (open && more !== undefined) {
      open.pieces.push(more);
      continue;
    }
    if (open) yield open.pieces.join("");
    open = line === "" ? undefined : opened(line);
  }
  if (open) yield open.pieces.join("");
}

function opened(line: string): Open {
  const header = line.slice(0, Math.max(0, line.indexOf(":")));
  return {
    pieces: [line],
    isQuoted: /[;=]quoted-printable(?:;|$)/i.test(header),
    isBase64: /[;=](?:base64|b)(?:;|$)/i.test(header),
  };
}

/** What a line adds to the one before; undefined when it begins anew. */
function continuation(line: string, open: Open, version: Version): string | undefined {
  const last = open.pieces.at(-1) ?? "";
  // Some writers end a value in the sign that says it goes on.
  if (open.isQuoted && last.endsWith("=") && !/^END:VCARD/i.test(line)) {
    open.pieces[open.pieces.length - 1] = last.slice(0, -1);
    return line;
  }
  // In 2.1 a line is folded where a space is, which stays (vCard 2.1, 2.1.3).
  if (/^[ \t]/.test(line)) return version === "2.1" ? line : line.slice(1);
  return open.isBase64 && BASE64_LINE.test(line) ? line : undefined;
}

function* foldedLines(text: string): Generator<string> {
  let count = 0;
  for (const [line, content = ""] of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    count += 1;
    if (count > MOST_FOLDED_LINES) throw tooLong();
    if (line !== "") yield content;
  }
}

function oneCard(lines: Iterable<string>, version: Version): Card {
  const found: CardLine[] = [];
  const strayLines: number[] = [];
  let count = 0;
  let depth = 0;
  let cards = 0;
  for (const line of lines) {
    count += 1;
    if (count > MOST_LINES) throw tooLong();
    const property = propertyOf(line);
    const mark = property && markOf(property);
    if (mark === "begin") {
      // A card within a card is the one of a person's agent (vCard 2.1, 2.5.1).
      const isAgent = depth > 0 && /^(?:[\w-]+\.)?agent$/i.test(found.at(-1)?.header ?? "");
      if (depth > 0 && !isAgent) throw severalCards();
      if (depth === 0) cards += 1;
      if (cards > 1) throw severalCards();
      depth += 1;
    } else if (mark === "end") depth -= 1;
    else if (depth === 1 && property) found.push(property);
    else if (depth <= 1) strayLines.push(count);
    if (depth < 0) break;
  }
  if (cards === 0) throw unreadable("The file has no vCard in it (BEGIN:VCARD).");
  if (depth !== 0) throw unreadable("The card is cut off: it has no end (END:VCARD).");
  return { version, lines: found, strayLines };
}

/** Undefined for a line that is no property. */
function propertyOf(line: string): CardLine | undefined {
  const end = endOfHeader(line);
  if (end < 0 || end > MOST_HEADER) return undefined;
  const header = line.slice(0, end).trim();
  if (!HEADER.test(header)) return undefined;
  return { header, value: line.slice(end + 1) };
}

/** Where the first colon is that does not stand between quotes; -1 when there is none. */
function endOfHeader(line: string): number {
  const [start = ""] = /^(?:[^":]|"[^"]*")*/.exec(line.slice(0, MOST_HEADER)) ?? [];
  return line[start.length] === ":" ? start.length : line.indexOf(":");
}

function markOf({ header, value }: CardLine): "begin" | "end" | undefined {
  if (value.trim().toLowerCase() !== "vcard") return undefined;
  const name = header.toLowerCase();
  return name === "begin" || name === "end" ? name : undefined;
}

function unreadable(detail: string): Problem {
  return new Problem("invalid", "unreadable_vcard", detail);
}

function tooLong(): Problem {
  return unreadable(`The card has more than ${MOST_LINES} lines.`);
}

function severalCards(): Problem {
  const detail = "The file has several cards in it: send the one of the person alone.";
  return new Problem("invalid", "several_cards", detail);
}
