import { isPlainText } from "../visible-text.ts";

/** What is the same to a reader of lists. Upper case first: it makes `ß` and `ss` one (Unicode, 3.13). */
export function caseFolded(text: string): string {
  const folded = text.normalize("NFKC").toUpperCase().toLowerCase();
  return isPlainText(folded) ? folded : folded.replaceAll(/\p{Cf}/gu, "");
}
