import * as z from "zod/mini";
import { latePattern } from "./late-pattern.ts";
import { isPlainText, withoutHidden } from "./visible-text.ts";

/**
 * Control characters, the two Unicode line separators, what is no character at all, and the marks
 * that turn the direction of writing round, with which a name can pose as another. Line feed and tab
 * are judged apart.
 */
const FORBIDDEN = String.raw`[\p{Cc}\p{Noncharacter_Code_Point}\u2028\u2029\u202d\u202e]`;
const forbidden = latePattern(FORBIDDEN, "u");
const everyForbidden = latePattern(FORBIDDEN, "gu");

/** What stands between words and has no place in one line. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Line breaks as Windows, Word and Unicode (UAX #14) write them; CR alone is a control character. */
const LINE_BREAKS = /\r\n|[\v\f\u0085\u2028\u2029]/g;

/** More marks on one letter than any script has (UAX #15, stream-safe text). */
const marksPiledUp = latePattern(String.raw`\p{M}{31}`, "u");

/** What has no ink of its own: a text of nothing else looks empty. */
const unseen = latePattern(String.raw`[\p{Cf}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]`, "gu");

/** What a field allows. */
export interface TextRules {
  /** Least and greatest length in code points, counted after trimming. */
  readonly min?: number;
  readonly max: number;
  /** Allows line feeds and tabs; other line breaks become line feeds. */
  readonly multiline?: boolean;
}

/**
 * Plain text: NFC-normalised, trimmed, and without what cannot be seen. Control characters and lone
 * surrogates are refused, because they cannot be stored or shown faithfully.
 */
export function text({ min = 0, max, multiline = false }: TextRules) {
  const documented = z
    .string()
    .check(
      z.meta(min > 0 ? { minLength: min, maxLength: max, pattern: "\\S" } : { maxLength: max }),
    );
  return z.pipe(
    documented,
    z.transform((raw: string, context) => {
      const rules = { min, max, multiline };
      const value = clean(raw, rules);
      const fault = value === undefined ? PILED_UP : faultOf(value, rules);
      if (fault || value === undefined) {
        context.issues.push({ code: "custom", input: undefined, ...fault });
        return z.NEVER;
      }
      return value;
    }),
  );
}

/**
 * Normalising takes time that grows with the square of the marks on one letter, so that piles of
 * them, and texts far too long, are told before. Undefined for the former.
 */
function clean(raw: string, { max, multiline }: Required<TextRules>): string | undefined {
  const unified = (multiline ? raw.replaceAll(LINE_BREAKS, "\n") : raw).trim();
  if (unified.length > 8 * max) return unified;
  if (isPlainText(unified)) return unified;
  if (marksPiledUp().test(unified)) return undefined;
  return withoutHidden(unified.normalize("NFC"), multiline).normalize("NFC").trim();
}

function faultOf(value: string, { min, max, multiline }: Required<TextRules>) {
  if (!value.isWellFormed()) {
    return { message: "Must be well-formed Unicode text.", params: { type: "invalid_characters" } };
  }
  if (hasForbidden(value, multiline)) {
    return {
      message: "Must not contain control characters.",
      params: { type: "invalid_characters" },
    };
  }
  const length = codePoints(value);
  if (min > 0 && looksEmpty(value)) {
    return { message: "Must not be empty.", params: { type: "too_short" } };
  }
  if (length > max) {
    return { message: `Must be at most ${max} characters.`, params: { type: "too_long" } };
  }
  return undefined;
}

function hasForbidden(value: string, multiline: boolean): boolean {
  if (isPlainText(value)) return !multiline && /[\n\t]/.test(value);
  return forbidden().test(multiline ? value.replaceAll(/[\n\t]/g, "") : value);
}

/** @param value after trimming */
function looksEmpty(value: string): boolean {
  return isPlainText(value) ? value === "" : value.replaceAll(unseen(), "") === "";
}

const PILED_UP = {
  message: "Must not pile up combining marks.",
  params: { type: "invalid_characters" },
};

/**
 * What {@link text} would take of a text, its length aside. Breaks in one line become spaces; other
 * characters that it refuses are left out.
 */
export function acceptable(raw: string, multiline: boolean): string {
  const breaksKept = multiline
    ? raw.replaceAll(LINE_BREAKS, "\n").replaceAll("\r", "\n")
    : raw.replaceAll(BREAKS, " ");
  const allowed = breaksKept
    .toWellFormed()
    .replaceAll(everyForbidden(), (found) => (found === "\n" || found === "\t" ? found : ""));
  // Composing takes long for piles of marks, and never adds one.
  const unpiled = withoutHidden(allowed, multiline).replaceAll(/(\p{M}{30})\p{M}+/gu, "$1");
  return withoutHidden(unpiled.normalize("NFC"), multiline).normalize("NFC").trim();
}

/** Whether one line could be written as {@link text}, its length aside. */
export function isPlainLine(value: string): boolean {
  if (isPlainText(value)) return !hasForbidden(value, false);
  if (!value.isWellFormed() || forbidden().test(value) || marksPiledUp().test(value)) return false;
  return withoutHidden(value, false) === value;
}

/** Length as JSON Schema counts it: code points, not UTF-16 units. */
export function codePoints(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}
