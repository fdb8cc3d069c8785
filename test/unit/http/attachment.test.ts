import fc from "fast-check";
import { expect, test } from "vitest";
import { attachment } from "../../../shared/http/attachment.ts";
import { anyText } from "../support/any-text.ts";
import { SEED } from "../support/arbitrary-profile.ts";

/** The name that a reader of `filename*` saves the file by. */
function extended(header: string): string | undefined {
  const [, encoded] = /; filename\*=UTF-8''([\w.~!#$&+^`%-]+)$/.exec(header) ?? [];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}

test.each([
  ["Jane Doe", "Jane Doe.vcf"],
  ["Zoë Łoś", "Zoë Łoś.vcf"],
  ["山田 太郎", "山田 太郎.vcf"],
  ["../../etc/passwd", "etc passwd.vcf"],
  ['a"b;c\\d\r\nSet-Cookie: x', "a b;c d Set-Cookie x.vcf"],
  ["gpj\u202eexe", "gpj exe.vcf"],
  ["O'Neil (Jr.)", "O'Neil (Jr.).vcf"],
  [".htaccess", "htaccess.vcf"],
  ["a".repeat(120), `${"a".repeat(60)}.vcf`],
])("the file of %j is called %j", (name, expected) => {
  const header = attachment("jane-doe", ".vcf", name);
  expect(header.startsWith('attachment; filename="jane-doe.vcf"; filename*=')).toBe(true);
  expect(extended(header)).toBe(expected);
});

test.each([
  [undefined],
  ["jane-doe"],
  ["..."],
  ["\u202e"],
])("after %j there is the plain name alone", (name) => {
  expect(attachment("jane-doe", ".vcf", name)).toBe('attachment; filename="jane-doe.vcf"');
});

test("whatever the name, the header is one of visible ASCII, and the file stays where it is saved", () => {
  fc.assert(
    fc.property(anyText(150), (name) => {
      const header = attachment("jane-doe", ".vcf", name);
      expect(header).toMatch(/^[ -~]+$/);
      const file = extended(header);
      if (file === undefined) return;
      expect(file).toMatch(/\.vcf$/);
      expect(file).not.toMatch(/^[.\s]|[/\\:*?"<>|%\p{C}]/u);
      expect([...file].length).toBeLessThanOrEqual(64);
    }),
    { ...SEED, numRuns: 500 },
  );
});
