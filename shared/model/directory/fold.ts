/** Turns a piece of text without separators into lower-case ASCII letters and digits; `""` for none. */
export type Fold = (piece: string) => string;

const MARKS = /\p{M}/gu;
const ASCII = /^[\x20-\x7e]*$/;
/** Vowel signs that are written in some texts and left out of most. */
const OPTIONAL_MARKS = /(?<=[\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu;

/**
 * A fold that is good for these texts. The table of other scripts is half a megabyte, so it is read
 * only when one of them needs it.
 */
export async function foldFor(texts: readonly string[]): Promise<Fold> {
  if (texts.every((text) => ASCII.test(withoutMarks(text)))) return withoutTable;
  const { transliterate } = await import("../profile/transliterate.ts");
  return (piece) => {
    const plain = withoutMarks(piece);
    if (ASCII.test(plain)) return lettersOf(plain);
    return lettersOf(transliterate(piece.normalize("NFKC").replaceAll(OPTIONAL_MARKS, "")));
  };
}

const withoutTable: Fold = (piece) => lettersOf(withoutMarks(piece));

/** Also resolves ligatures, full-width letters and the like. */
function withoutMarks(text: string): string {
  return text.normalize("NFKD").replaceAll(MARKS, "");
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "");
}
