/** What is the same to a reader of lists. Upper case first: it makes `ß` and `ss` one (Unicode, 3.13). */
export function caseFolded(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .toLowerCase()
    .replaceAll(/\p{Cf}/gu, "");
}
