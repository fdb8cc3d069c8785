import { LIMITS } from "../limits.ts";

/*
 * The kinds of fields that entries have, as data: schemas of requests and answers are made of them
 * (entry-schemas.ts, entry-answer-schema.ts), and so are the entries' types. A function that only
 * reads carries no schema of what callers may send.
 */

/** A kind of field, with its limits; lengths in characters. */
export type EntryField =
  | {
      readonly kind: "text";
      /** Whether it must be there, with at least one character. An unset one is `""`. */
      readonly isRequired: boolean;
      readonly max: number;
      readonly multiline?: boolean;
    }
  | {
      readonly kind: "date";
      /** Whether it must be there. An unset one is null. */
      readonly isRequired: boolean;
    }
  | { readonly kind: "url" }
  | { readonly kind: "choice"; readonly of: readonly string[] };

/** What a field of this kind holds. */
export type ValueOf<F extends EntryField> = F extends { kind: "date"; isRequired: false }
  ? string | null
  : string;

/** A line of text. */
export const requiredLine = { kind: "text", isRequired: true, max: LIMITS.line } as const;

/** A line of text, or `""`. */
export const line = { kind: "text", isRequired: false, max: LIMITS.line } as const;

/** Text with line feeds, or `""`. */
export const longText = {
  kind: "text",
  isRequired: false,
  max: LIMITS.description,
  multiline: true,
} as const;

/** `YYYY` or `YYYY-MM`. */
export const requiredDate = { kind: "date", isRequired: true } as const;

/** `YYYY` or `YYYY-MM`, or null. An `endDate` must not be before the `startDate` beside it. */
export const date = { kind: "date", isRequired: false } as const;

/** An http or https address without credentials. */
export const webUrl = { kind: "url" } as const;

/** One of a fixed list of texts. */
export function choice(of: readonly string[]) {
  return { kind: "choice", of } as const;
}
