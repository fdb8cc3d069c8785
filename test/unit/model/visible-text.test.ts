import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlainText, withoutHidden } from "../../../shared/model/visible-text.ts";
import { anyText } from "../support/any-text.ts";
import { SEED } from "../support/arbitrary-profile.ts";

const TAG = String.fromCodePoint(0xe0041);
const ENGLAND = String.fromCodePoint(0x1f3f4, 0xe0067, 0xe0062, 0xe0065, 0xe006e, 0xe0067, 0xe007f);

describe("what a script or an emoji needs stays", () => {
  test.each([
    ["a profession", "\u{1f469}\u200d\u{1f4bb}"],
    ["a heart on fire", "\u2764\ufe0f\u200d\u{1f525}"],
    ["a skin tone", "\u{1f469}\u{1f3fd}\u200d\u{1f680}"],
    ["a family", "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}"],
    ["the flag of a region", ENGLAND],
    ["a keycap", "1\ufe0f\u20e3"],
    ["a sign shown as a picture", "\u2122\ufe0f"],
    ["Persian", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
    ["Malayalam, an older chillu", "\u0d15\u0d4d\u200d"],
    ["Hindi, a half form", "\u0915\u094d\u200d\u0937"],
    ["Sinhala", "\u0dc1\u0dca\u200d\u0dbb\u0dd3"],
    ["Mongolian", "\u182d\u180b\u1820"],
    ["a Japanese name's own form of a character", "\u845b\u{e0100}"],
    ["a mark beside Arabic", "\u0639\u0645\u0631\u200f (C)"],
    ["isolates around Latin within Hebrew", "\u05e9\u05dc\u05d5\u05dd \u2066Jane\u2069"],
    ["decomposed Hangul", "\u1112\u1161\u11ab"],
    ["an apostrophe", "O\u2019Brien"],
  ])("%s", (_, text) => expect(withoutHidden(text, false)).toBe(text));
});

describe("what is hidden goes", () => {
  test.each([
    ["tags without a flag", `Jane${TAG}${TAG}`, "Jane"],
    ["tags after a flag that is none", `\u{1f3f4}${TAG}`, "\u{1f3f4}"],
    ["joiners between Latin letters", "J\u200da\u200cne", "Jane"],
    ["a second joiner", "\u0915\u200d\u200c\u200d", "\u0915\u200d"],
    ["bytes spelled out by selectors", "J\ufe0e\ufe0f\u{e0101}\u{e0102}", "J\ufe0e"],
    ["a selector with nothing before it", "\ufe0fJane \ufe0f", "Jane "],
    ["direction marks without a right-to-left letter", "J\u200ea\u200fn\u061ce", "Jane"],
    ["invisible operators", "J\u2061\u2062\u2063\u2064ane", "Jane"],
  ])("%s", (_, text, seen) => expect(withoutHidden(text, false)).toBe(seen));
});

test("what is left stays as it is, and no letter is lost", () => {
  const marks = fc.constantFrom("\u200d", "\u200c", "\ufe0f", "\u{e0101}", "\u200f", "\u2066", TAG);
  const parts = fc.array(fc.oneof(anyText(3), marks, fc.constantFrom("\u0915", "\u{1f469}", "a")));
  fc.assert(
    fc.property(parts, fc.boolean(), (pieces, keepIsolates) => {
      const text = pieces.join("");
      const seen = withoutHidden(text, keepIsolates);
      expect(withoutHidden(seen, keepIsolates)).toBe(seen);
      const inked = (of: string) => of.replaceAll(/[\p{DI}\p{Cf}]/gu, "");
      expect(inked(seen)).toBe(inked(text));
    }),
    { ...SEED, numRuns: 500 },
  );
});

describe("plain text needs no judging", () => {
  const characters = Array.from({ length: 0x250 }, (_, code) => String.fromCodePoint(code));
  const plain = characters.filter(isPlainText);

  test("it has nothing that is hidden, forbidden, without ink or made of several", () => {
    const judged =
      /[\p{DI}\p{Cf}\p{M}\p{Noncharacter_Code_Point}\u2028\u2029]|[\p{Cc}--[\n\t]]|[\p{Z}--[ \u00a0]]/v;
    expect(plain.filter((character) => judged.test(character))).toEqual([]);
    expect(plain).toContain("\u00e9");
    const beyond = ["\u00ad", "\u0300", "\u0645", "\u200d", "\u2066", "\ud800", TAG, "\u0250"];
    expect(beyond.filter(isPlainText)).toEqual([]);
    expect(beyond.filter((character) => isPlainText(`a${character}`))).toEqual([]);
  });

  test("what judges a text leaves it as it is, and so does composing", () => {
    const texts = fc.array(fc.constantFrom(...plain), { maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.boolean(), (pieces, keepIsolates) => {
        const text = pieces.join("");
        // The last letter is not plain, so that the whole is judged.
        expect(withoutHidden(`${text}\u0915`, keepIsolates)).toBe(`${text}\u0915`);
        expect(withoutHidden(text, keepIsolates)).toBe(text);
        expect(text.normalize("NFC")).toBe(text);
      }),
      { ...SEED, numRuns: 300 },
    );
  });
});
