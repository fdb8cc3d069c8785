import fc from "fast-check";
import { expect, test } from "vitest";
import { sealOf } from "../../../shared/domain/idempotency/sealed-answer.ts";

const SECRET = "pr_live_0123456789abcdef_canary";

test("an answer comes out as it went in", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.jsonValue(), (account, key, answer) => {
      const sealed = sealOf(account, "create-profile", key).seal(answer);
      const opened = sealOf(account, "create-profile", key).open(sealed);
      expect(opened).toEqual(JSON.parse(JSON.stringify(answer)));
    }),
  );
});

test("neither the record's name nor the sealed text shows key, account or answer", () => {
  const seal = sealOf("jane-doe", "create-api-key", "my-request-key");
  for (const text of [seal.digest, seal.seal({ body: SECRET })]) {
    const shown = `${text} ${Buffer.from(text, "base64").toString("latin1")}`;
    for (const part of ["jane-doe", "my-request-key", SECRET]) expect(shown).not.toContain(part);
  }
  expect(seal.seal("x")).not.toBe(seal.seal("x"));
});

test.each([
  ["account", sealOf("bob", "create-api-key", "one")],
  ["route", sealOf("jane", "rotate-api-key", "one")],
  ["key", sealOf("jane", "create-api-key", "two")],
])("another %s finds another record and opens nothing", (_, other) => {
  const seal = sealOf("jane", "create-api-key", "one");
  expect(other.digest).not.toBe(seal.digest);
  expect(() => other.open(seal.seal({ body: SECRET }))).toThrow();
});

test("where account, route and key meet makes no difference to who they are", () => {
  const scopes = [sealOf("a", "b", "c"), sealOf("ab", "", "c"), sealOf("a", "bc", "")];
  scopes.push(sealOf('a","b', "", "c"), sealOf("a", 'b","', "c"));
  expect(new Set(scopes.map(({ digest }) => digest)).size).toBe(scopes.length);
});

test("a changed or shortened text is refused", () => {
  const seal = sealOf("jane", "create-api-key", "one");
  const sealed = Buffer.from(seal.seal({ status: 201, body: SECRET }), "base64");
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ change;
      expect(() => seal.open(changed.toString("base64"))).toThrow();
      expect(() => seal.open(sealed.subarray(0, at).toString("base64"))).toThrow();
    }),
  );
});
