import { expect, it } from "vitest";
import { generateSecret } from "../../services/secrets-manager/generated-secret.ts";
import type { Json } from "../../template/json.ts";

const generate = (description: { [name: string]: Json }) => generateSecret(description, "Pepper");
const LETTERS = { ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true };

it("is a text of 32 characters with every kind, unless told otherwise", () => {
  for (let made = 0; made < 50; made++) {
    const text = generate({});
    expect(text).toHaveLength(32);
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9 ]/]) expect(text).toMatch(kind);
  }
});

it.each<[object, RegExp]>([
  [{ ExcludePunctuation: true, PasswordLength: 64 }, /^[A-Za-z0-9]{64}$/],
  [{ ...LETTERS, ExcludeCharacters: "abcdefghijklm" }, /^[n-z]{32}$/],
  [{ ...LETTERS, IncludeSpace: true, PasswordLength: 2 }, /^([a-z] | [a-z])$/],
  [{ ExcludeLowercase: true, ExcludePunctuation: true, PasswordLength: 2 }, /^([A-Z]\d|\d[A-Z])$/],
])("%j", (description, pattern) => {
  for (let made = 0; made < 20; made++) {
    expect(generate(description as { [name: string]: Json })).toMatch(pattern);
  }
});

it("is another one each time", () => {
  expect(new Set(Array.from({ length: 100 }, () => generate({}))).size).toBe(100);
});

it.each<[object, string]>([
  [{ GenerateStringKey: "a" }, "Pepper needs both SecretStringTemplate and GenerateStringKey."],
  [{ PasswordLength: 3 }, "Pepper asks for a text that no characters can make."],
  [{ ...LETTERS, ExcludeLowercase: true }, "Pepper asks for a text that no characters can make."],
])("%j is refused", (description, sentence) => {
  expect(() => generate(description as { [name: string]: Json })).toThrow(sentence);
});
