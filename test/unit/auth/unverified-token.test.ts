import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidCredential } from "../../../shared/auth/credentials.ts";
import { LONGEST_TOKEN, readUnverified } from "../../../shared/auth/unverified-token.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { encode } from "../support/signer.ts";

const header = encode({ alg: "ES256" });
const refused = (token: string) => expect(() => readUnverified(token)).toThrow(InvalidCredential);

test("tells what is claimed", () => {
  const claims = { iss: "https://issuer.example.com", "": 1, name: "名前" };
  expect(readUnverified(`${header}.${encode(claims)}.AAAA`)).toEqual({
    header: { alg: "ES256" },
    claims,
  });
});

test.each([
  "",
  ".",
  "..",
  "a.b",
  "a.b.c.d",
  "a.b.c.d.e",
  "a..c",
  " a.b.c",
  "a.b.c ",
  "ä.b.c",
  `${header}.${header}.`,
  `.${header}.AAAA`,
  `${header}..AAAA`,
  `${header}.${header}`,
  `${header}.${header}.AAAA.AAAA.AAAA`,
  `${header}.${header}.AA+/`,
  `${header}.${header}.AA==`,
  `${header}.${header}.A`,
  `${header}.${header}.AB`,
  `${header}\n.${header}.AAAA`,
])("no token: %j", (token) => {
  refused(token);
});

describe.each([
  ["no JSON", "bm8"],
  ["a list", encode([])],
  ["null", encode(null)],
  ["text", encode("x")],
  ["no UTF-8", Buffer.from('{"a":"\xff"}', "latin1").toString("base64url")],
  ["JSON with a byte order mark", Buffer.from('\ufeff{"a":1}').toString("base64url")],
  ["two values", Buffer.from("{}{}").toString("base64url")],
])("a part that is %s", (_, part) => {
  test("is no header and no payload", () => {
    refused(`${part}.${header}.AAAA`);
    refused(`${header}.${part}.AAAA`);
  });
});

test("9,728 characters are enough: no more fit beside the other headers", () => {
  const rest = `${header}.${header}.`;
  const length = LONGEST_TOKEN - ((LONGEST_TOKEN - rest.length) % 4);
  expect(readUnverified(rest.padEnd(length, "A")).header).toEqual({ alg: "ES256" });
  refused(rest.padEnd(length + 4, "A"));
  refused("a".repeat(1_000_000));
});

test("nothing else than a refusal comes of any text", () => {
  const parts = fc.oneof(
    fc.string(),
    fc.json().map((text) => Buffer.from(text).toString("base64url")),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString("base64url")),
  );
  const tokens = fc.array(parts, { maxLength: 5 }).map((texts) => texts.join("."));
  fc.assert(
    fc.property(tokens, (token) => {
      try {
        readUnverified(token);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidCredential);
      }
    }),
    { ...SEED, numRuns: 1_000 },
  );
});
