import fc from "fast-check";
import { expect, test } from "vitest";
import { plainName } from "../../../shared/http/plain-name.ts";
import { newApiKey, newKeyId } from "../../../shared/model/api-key/key-format.ts";
import { SEED } from "../support/arbitrary-profile.ts";

test.each([
  "skills[]",
  "first name",
  "work.title",
  "_x",
  "a",
  "größe",
  "Idempotency-Key",
])("%j is told, so that its place can be found", (name) => expect(plainName(name)).toBe(name));

test.each([
  ["an API key", newApiKey(newKeyId())],
  ["the beginning of one", "pr_live_0123456789"],
  ["one in capitals", "PR_LIVE_x"],
  ["a JWT", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln"],
  ["an access key of AWS", "AKIAIOSFODNN7EXAMPLE"],
  ["a digest", "d41d8cd98f00b204e9800998ecf8427e"],
  ["a UUID", "0199aaaa-0000-7000-8000-000000000000"],
  ["a long text", "a".repeat(41)],
  ["an empty name", ""],
  ["a name that ends in a space", "name "],
  ["markup", "<b>"],
  ["a symbol", Symbol("name")],
])("%s is not", (_, name) => expect(plainName(name)).toBe("(unnamed)"));

test("no key of the API is told, wherever it stands in the name", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 10 }), fc.string({ maxLength: 10 }), (before, after) => {
      const key = newApiKey(newKeyId());
      expect(plainName(`${before}${key}${after}`)).toBe("(unnamed)");
    }),
    { ...SEED, numRuns: 200 },
  );
});
