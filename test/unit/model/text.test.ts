import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import { codePoints, text } from "../../../shared/model/text.ts";
import { anyText } from "../support/any-text.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { faultsOf } from "../support/problem-of.ts";

const line = text({ min: 1, max: 10 });
const paragraph = text({ max: 10, multiline: true });
const read = (schema: typeof line, raw: string) => validate(schema, raw, "body");

describe("what is kept", () => {
  test.each([
    ["surrounding space goes", "  \tJane \n", "Jane"],
    ["no-break and ideographic spaces count as space", "\u00a0Jane\u3000", "Jane"],
    ["composed form", "Jose\u0301", "José"],
    ["a compatibility character stays itself", "ﬁne", "ﬁne"],
    ["characters beyond the basic plane", "👩‍💻", "👩‍💻"],
    ["right-to-left text", "שלום", "שלום"],
    ["markup is text", "<b>&amp;", "<b>&amp;"],
    ["a byte order mark goes", "\ufeffJane", "Jane"],
    ["hidden space goes, and the space around it", "\u200b Jane \u2060", "Jane"],
    ["a soft hyphen goes", "Ja\u00adne", "Jane"],
    ["tags, which only programs read, go", "Jane\u{e0068}\u{e0069}", "Jane"],
    ["annotations of lines go", "Ja\ufff9ne\ufffb", "Jane"],
    ["the marks of former ways of embedding go", "\u202a+1\u202c", "+1"],
    ["isolates go where nothing runs from the right", "\u2068Jane\u2069", "Jane"],
    ["what a hidden mark kept apart is composed", "Jose\u200b\u0301", "José"],
  ])("%s", (_, raw, kept) => {
    expect(read(line, raw)).toBe(kept);
  });

  test("lines and tabs of a paragraph, with CR LF as LF", () => {
    expect(read(paragraph, "a\r\nb\n\tc\r\n")).toBe("a\nb\n\tc");
  });

  test.each([0x0b, 0x0c, 0x85, 0x2028, 0x2029])("U+%s of a paragraph is a line feed", (code) => {
    expect(read(paragraph, `a${String.fromCharCode(code)}b`)).toBe("a\nb");
  });

  test("isolates of a paragraph stay", () => {
    expect(read(paragraph, "\u2068a\u2069 b")).toBe("\u2068a\u2069 b");
  });
});

describe("what is refused", () => {
  const controls = [0x00, 0x07, 0x1b, 0x7f, 0x9f, 0x202d, 0x202e, 0xfdd0, 0xfffe, 0x1ffff].map(
    (code) => [code.toString(16), `a${String.fromCodePoint(code)}b`],
  );

  test.each(controls)("U+%s in a line and in a paragraph", (_, raw) => {
    expect(faultsOf(line, raw)).toEqual(["invalid_characters at "]);
    expect(faultsOf(paragraph, raw)).toEqual(["invalid_characters at "]);
  });

  test.each([
    "a\nb",
    "a\tb",
    "a\r\nb",
    "a\u2028b",
    "a\vb",
    "a\u0085b",
  ])("a line break or tab inside a line: %j", (raw) => {
    expect(faultsOf(line, raw)).toEqual(["invalid_characters at "]);
  });

  test("a carriage return alone, even in a paragraph", () => {
    expect(faultsOf(paragraph, "a\rb")).toEqual(["invalid_characters at "]);
  });

  test.each(["\ud800", "a\udc00", "\udc00\ud800", "a\ud83db"])("a lone surrogate: %j", (raw) => {
    expect(faultsOf(line, raw)).toEqual(["invalid_characters at "]);
  });

  test.each([5, true, null, [], {}, undefined])("what is not text: %j", (raw) => {
    const type = raw === undefined ? "missing at " : "string_type at ";
    expect(faultsOf(line, raw)).toEqual([type]);
  });
});

describe("length", () => {
  test.each(["a", "é", "漢", "👍"])("is counted in code points: %s", (letter) => {
    expect(read(line, letter.repeat(10))).toBe(letter.repeat(10));
    expect(faultsOf(line, letter.repeat(11))).toEqual(["too_long at "]);
  });

  test("is counted after trimming and composing", () => {
    expect(read(line, `   ${"e\u0301".repeat(10)}   `)).toBe("é".repeat(10));
    expect(faultsOf(line, " \u3000 ")).toEqual(["too_short at "]);
  });
});

test("whatever is accepted is clean, within its length, and stays as it is when sent again", () => {
  const raw = anyText(14);
  fc.assert(
    fc.property(raw, (given) => {
      if (faultsOf(paragraph, given)?.length) return;
      const kept = read(paragraph, given);
      expect(kept).toBe(kept.normalize("NFC").trim());
      expect(kept.isWellFormed()).toBe(true);
      expect(kept).not.toMatch(/[\p{Cc}--[\n\t]]|[\u2028\u2029]/v);
      expect(codePoints(kept)).toBeLessThanOrEqual(10);
      expect(read(paragraph, kept)).toBe(kept);
    }),
    { ...SEED, numRuns: 500 },
  );
});
