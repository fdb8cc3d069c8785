import fc from "fast-check";

const telling = ["a", "Z", "7", "-", "'", " ", "\t", "\r\n", "\0", "\u2028", "e\u0301", "\u0301"];

/** Any code point, lone surrogates too, with the ones that rules speak of among them. */
const character = fc.oneof(
  fc.constantFrom(...telling, "é", "ß", "漢", "👍", "\ud800", "\udc00", "\ufeff"),
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
);

/** Text that anybody could send. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: character, maxLength });
}

/**
 * Any code point but lone surrogates. As fast-check's own unit `binary`, which takes 1.7 s of a
 * processor to set up.
 */
export const anyCodePoint = fc
  .oneof(
    { weight: 27, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) },
    { weight: 516, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
  )
  .map((code) => String.fromCodePoint(code));
