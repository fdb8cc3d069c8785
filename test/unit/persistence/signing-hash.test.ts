import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SigningHash } from "../../../shared/persistence/signing-hash.ts";
import { SEED } from "../support/arbitrary-profile.ts";

const chunks = fc.array(fc.oneof(fc.uint8Array(), fc.string({ unit: "binary" })), { maxLength: 4 });
const bytes = (data: string | Uint8Array) => Buffer.from(data as string);
const hex = (digest: Uint8Array) => Buffer.from(digest).toString("hex");

async function digestOf(secret: string | Uint8Array | undefined, parts: (string | Uint8Array)[]) {
  const hash = new SigningHash(secret);
  hash.update("forgotten");
  hash.reset();
  for (const part of parts) hash.update(part);
  const digest = hex(await hash.digest());
  // Asked again, and after the caller has written into what it was given.
  (await hash.digest()).fill(0);
  expect(hex(await hash.digest())).toBe(digest);
  return digest;
}

test("SHA-256 is Node's", async () => {
  await fc.assert(
    fc.asyncProperty(chunks, async (parts) => {
      const whole = Buffer.concat(parts.map(bytes));
      expect(await digestOf(undefined, parts)).toBe(
        createHash("sha256").update(whole).digest("hex"),
      );
    }),
    SEED,
  );
});

test("HMAC-SHA-256 is Node's, whatever credential was used before", async () => {
  const secret = fc.oneof(
    fc.constantFrom("secret", "another", "s".repeat(100)),
    fc.uint8Array({ minLength: 1, maxLength: 100 }),
  );
  await fc.assert(
    fc.asyncProperty(secret, chunks, async (key, parts) => {
      const whole = Buffer.concat(parts.map(bytes));
      const expected = createHmac("sha256", key).update(whole).digest("hex");
      expect(await digestOf(key, parts)).toBe(expected);
    }),
    SEED,
  );
});
