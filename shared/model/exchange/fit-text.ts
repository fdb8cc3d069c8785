import { acceptable, codePoints, type TextRules, text } from "../text.ts";

/**
 * What becomes of a value: it is stored, perhaps in another form for a reason, or it is left for one.
 * Undefined where there is nothing.
 */
export type Fit<T = string> =
  | { readonly value: T; readonly why?: string }
  | { readonly leftFor: string }
  | undefined;

/** A text of the source as it came; a number is written out. Undefined for what is neither. */
export function writtenText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** Whether a value of the source says nothing. */
export function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

/** A text within the rules of its field: cut at a word, without what cannot be shown. */
export function fitText(value: unknown, rules: TextRules): Fit {
  if (saysNothing(value)) return undefined;
  const raw = writtenText(value);
  if (raw === undefined) return { leftFor: "Is not a text." };
  const { max, multiline = false } = rules;
  // What is longer by far is cut anyway, and would only take time.
  const start = raw.trim().slice(0, 16 * max);
  const plain = acceptable(start, multiline);
  const fitting = cutAtWord(plain, max);
  const stored = text(rules).safeParse(fitting);
  if (!stored.success || stored.data === "") {
    return { leftFor: "Has no characters that can be shown." };
  }
  const whys: string[] = [];
  if (!isAsWritten(start, plain, multiline)) {
    whys.push("Characters that cannot be shown are left out.");
  }
  if (fitting !== plain || start.length < raw.trim().length) {
    whys.push(`Is cut to at most ${max} characters.`);
  }
  return whys.length > 0 ? { value: stored.data, why: whys.join(" ") } : { value: stored.data };
}

/** Whether nothing but the form of line breaks and letters differs, which is no change. */
function isAsWritten(raw: string, plain: string, multiline: boolean): boolean {
  // To compose a pile of marks takes long.
  if (/\p{M}{31}/u.test(raw)) return false;
  const unified = multiline ? raw.replaceAll(/\r\n?/g, "\n") : raw;
  return unified.normalize("NFC").trim() === plain;
}

/** What fits: whole words if there are any, and never a part of what is seen as one character. */
function cutAtWord(value: string, max: number): string {
  if (value.length <= max || codePoints(value) <= max) return value;
  let cut = "";
  let length = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(value)) {
    length += codePoints(segment);
    if (length > max) break;
    cut += segment;
  }
  if (cut === "") return [...value].slice(0, max).join("");
  if (/^\s/u.test(value.slice(cut.length))) return cut.trimEnd();
  const word = cut.search(/\s\S*$/u);
  return word > cut.length / 2 ? cut.slice(0, word).trimEnd() : cut;
}
