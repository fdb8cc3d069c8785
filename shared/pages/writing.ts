/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Languages that their script tells, or nearly so. The first that fits counts. */
const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
  [/\p{Script=Hangul}/u, "ko"],
  [/\p{Script=Han}/u, "zh"],
  [/\p{Script=Thai}/u, "th"],
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Hebrew}/u, "he"],
  [/\p{Script=Greek}/u, "el"],
];

/** The direction in which a text runs, by its first letter that has one, as browsers do it. */
export function directionOf(text: string): "ltr" | "rtl" {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return RIGHT_TO_LEFT.test(first) ? "rtl" : "ltr";
}

/**
 * The language that a text is probably in.
 * @returns `""`, which says that it is unknown, where its script is one of many languages
 */
export function languageOf(text: string): string {
  const letters = text.match(/\p{L}/gu) ?? [];
  for (const [script, language] of LANGUAGES) {
    // A name in one script is often followed by an employer's in Latin letters.
    if (letters.filter((letter) => script.test(letter)).length * 4 > letters.length)
      return language;
  }
  return "";
}
