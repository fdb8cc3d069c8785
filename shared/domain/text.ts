import * as z from "zod/mini";

/** Control characters, and the two Unicode line separators. Line feed and tab are judged apart. */
const FORBIDDEN = /[\p{Cc}\u2028\u2029]/u;

export interface TextRules {
  /** Least and greatest length in code points, counted after trimming. */
  readonly min?: number;
  readonly max: number;
  /** Allows line feeds and tabs; CR LF becomes LF. */
  readonly multiline?: boolean;
}

/**
 * Plain text: NFC-normalised and trimmed. Control characters and lone surrogates are refused,
 * because they cannot be stored or shown faithfully.
 */
export function text({ min = 0, max, multiline = false }: TextRules) {
  const documented = z
    .string()
    .check(z.meta(min > 0 ? { minLength: min, maxLength: max } : { maxLength: max }));
  return z.pipe(
    documented,
    z.transform((raw: string, context) => {
      const value = clean(raw, multiline);
      const fault = faultOf(value, { min, max, multiline });
      if (fault) {
        context.issues.push({ code: "custom", input: undefined, ...fault });
        return z.NEVER;
      }
      return value;
    }),
  );
}

function clean(raw: string, multiline: boolean): string {
  const unified = multiline ? raw.replaceAll("\r\n", "\n") : raw;
  return unified.normalize("NFC").trim();
}

function faultOf(value: string, { min, max, multiline }: Required<TextRules>) {
  if (!value.isWellFormed()) {
    return { message: "Must be well-formed Unicode text.", params: { type: "invalid_characters" } };
  }
  if (FORBIDDEN.test(multiline ? value.replaceAll(/[\n\t]/g, "") : value)) {
    return {
      message: "Must not contain control characters.",
      params: { type: "invalid_characters" },
    };
  }
  const length = codePoints(value);
  if (length < min) {
    return { message: "Must not be empty.", params: { type: "too_short" } };
  }
  if (length > max) {
    return { message: `Must be at most ${max} characters.`, params: { type: "too_long" } };
  }
  return undefined;
}

/** Length as JSON Schema counts it: code points, not UTF-16 units. */
export function codePoints(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}
