import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  digestOf,
  KEY_ID_PATTERN,
  newApiKey,
  newGatewayKeyValue,
  newKeyId,
  parseApiKey,
  sameDigest,
} from "../../../shared/model/api-key/key-format.ts";
import { anyCodePoint } from "../support/any-text.ts";

const ID_CHARACTERS = [..."0123456789abcdefghijklmnopqrstuvwxyz"];
const keyIds = fc.string({
  unit: fc.constantFrom(...ID_CHARACTERS),
  minLength: 16,
  maxLength: 16,
});
const PARTS = /^pr_live_([0-9a-z]{16})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

describe("a key", () => {
  test("tells its id again", () => {
    fc.assert(fc.property(keyIds, (id) => parseApiKey(newApiKey(id)) === id));
    const id = newKeyId();
    expect(id).toMatch(KEY_ID_PATTERN);
    expect(parseApiKey(newApiKey(id))).toBe(id);
  });

  test("holds more than 128 random bits, from the whole alphabet", () => {
    const secrets = Array.from({ length: 500 }, () => PARTS.exec(newApiKey(newKeyId()))?.[2] ?? "");
    expect(new Set(secrets).size).toBe(500);
    const used = new Set(secrets.join(""));
    expect(used.size).toBe(62);
    expect(32 * Math.log2(used.size)).toBeGreaterThan(128);
    // No place of the secret is fixed.
    for (let at = 0; at < 32; at += 1) {
      expect(new Set(secrets.map((secret) => secret[at])).size).toBeGreaterThan(30);
    }
  });

  test("is refused with any one character changed", () => {
    const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(keyIds, fc.nat(), printable, (id, place, character) => {
        const key = newApiKey(id);
        const at = place % key.length;
        fc.pre(key[at] !== character);
        return parseApiKey(key.slice(0, at) + character + key.slice(at + 1)) === undefined;
      }),
      { numRuns: 2_000 },
    );
  });

  test("is refused with two neighbours swapped, or one character more or less", () => {
    fc.assert(
      fc.property(keyIds, fc.nat(), (id, place) => {
        const key = newApiKey(id);
        const at = place % (key.length - 1);
        const [head, a, b, tail] = [key.slice(0, at), key[at], key[at + 1], key.slice(at + 2)];
        expect(parseApiKey(`${head}${a}${tail}`)).toBeUndefined();
        expect(parseApiKey(`${head}${a}0${b}${tail}`)).toBeUndefined();
        if (a !== b) expect(parseApiKey(`${head}${b}${a}${tail}`)).toBeUndefined();
      }),
    );
  });
});

test("text that is no key is refused", () => {
  const guess = fc
    .tuple(fc.string({ minLength: 55, maxLength: 55, unit: fc.constantFrom(...ID_CHARACTERS) }))
    .map(([text]) => `pr_live_${text.slice(0, 16)}_${text.slice(16, 54)}`);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: anyCodePoint }), guess), (text) => {
      return parseApiKey(text) === undefined;
    }),
  );
  const key = newApiKey(newKeyId());
  for (const text of ["", "pr_live_", ` ${key}`, `${key}\n`, key.toUpperCase(), `${key}${key}`]) {
    expect(parseApiKey(text)).toBeUndefined();
  }
});

describe("a digest", () => {
  test("depends on the whole key and on the pepper, and gives neither away", () => {
    const key = newApiKey(newKeyId());
    const digest = digestOf(key, "pepper one");
    expect(digestOf(key, "pepper one")).toBe(digest);
    expect(digestOf(key, "pepper two")).not.toBe(digest);
    expect(digestOf(newApiKey(parseApiKey(key) ?? ""), "pepper one")).not.toBe(digest);
    expect(digest).toMatch(/^[\w-]{43}$/);
  });

  test("is the same as itself and as nothing else", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => sameDigest(a, b) === (a === b)));
    fc.assert(fc.property(fc.string(), (a) => sameDigest(a, a)));
  });
});

test("a gateway key's value is fresh, and of a length that the gateway takes", () => {
  const values = Array.from({ length: 100 }, newGatewayKeyValue);
  expect(new Set(values).size).toBe(100);
  for (const value of values) {
    expect(value).toMatch(/^account[0-9A-Za-z]{32}$/);
    expect(parseApiKey(value)).toBeUndefined();
  }
});

test("the same request makes the same key id, another one another", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (one, other) => {
      expect(newKeyId(one)).toBe(newKeyId(one));
      expect(newKeyId(one)).toMatch(KEY_ID_PATTERN);
      if (one !== other) expect(newKeyId(one)).not.toBe(newKeyId(other));
    }),
    { seed: 1 },
  );
});
