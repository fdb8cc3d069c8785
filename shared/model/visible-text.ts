import { latePattern } from "./late-pattern.ts";

/*
 * What of a text can be seen, by Unicode's own properties. What cannot be seen, and has no part in
 * how its script or an emoji is written, is left out: it could carry words that only a program reads.
 */

/**
 * Texts as most of the Latin world writes them: nothing in them is hidden, forbidden but in one line, or
 * composed of several characters. They are known without Unicode's tables.
 */
const PLAIN = /^[\n\t\x20-\x7e\u00a0-\u00ac\u00ae-\u024f]*$/;

/** Ignorable by default (UAX #44), less what {@link withoutHidden} judges by its neighbours. */
const hidden = latePattern(
  String.raw`[[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]--[\u034f\u061c\u115f\u1160\u180b-\u180f\u200c-\u200f\u202d\u202e\u2066-\u2069\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]]`,
  "gv",
);

/** Tag characters: they spell out the flags of regions after a black flag (UTS #51), or are hidden. */
const TAGS =
  /(?<flag>\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f})|[\u{e0020}-\u{e007f}]/gu;

/** Variation selectors that follow nothing that varies, or another selector. */
const straySelectors = latePattern(
  String.raw`(?<![[\p{L}\p{N}\p{S}\p{P}\p{M}]--[\u034f\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]])[\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
  "gv",
);

/** Scripts that are written without joiners. */
const UNJOINED = String.raw`\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Georgian}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\p{sc=Thai}\p{sc=Lao}\p{sc=Hebrew}`;

/**
 * Joiners that join nothing. They stay after a letter or a mark of a script that is written with
 * them, such as Persian or Malayalam, and within an emoji.
 */
const strayJoiners = latePattern(
  String.raw`(?<![[\p{L}\p{M}]--[${UNJOINED}\u034f\u180b-\u180f\ufe00-\ufe0e\u{e0100}-\u{e01ef}]]|[\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]`,
  "gv",
);

/** Marks that tell the direction of writing. They have a meaning beside right-to-left letters only. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f]/gu;
const ISOLATES = /[\u2066-\u2069]/gu;
const rightToLeft = latePattern(
  String.raw`[\p{L}&&[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\p{sc=Samaritan}\p{sc=Mandaic}\p{sc=Adlam}\p{sc=Hanifi_Rohingya}]]`,
  "v",
);

/** Whether a text holds nothing but Latin letters, digits, common signs, spaces, line feeds and tabs. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * The text without what cannot be seen. Joiners, selectors, direction marks and tags stay where a
 * script or an emoji needs them.
 * @param keepIsolates whether isolates (UAX #9) stay in a text without right-to-left letters too
 */
export function withoutHidden(text: string, keepIsolates: boolean): string {
  if (isPlainText(text)) return text;
  const seen = text
    .replace(hidden(), "")
    .replace(TAGS, "$<flag>")
    .replace(straySelectors(), "")
    .replace(strayJoiners(), "");
  if (rightToLeft().test(seen)) return seen;
  const unmarked = seen.replace(DIRECTION_MARKS, "");
  return keepIsolates ? unmarked : unmarked.replace(ISOLATES, "");
}
