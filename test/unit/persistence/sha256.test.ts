import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { Sha256 } from "../../../shared/persistence/sha256.ts";

const DATA = Buffer.from("what is signed");
const SECRET = Buffer.from("a secret of any length");

async function digestOf(hash: Sha256): Promise<string> {
  hash.update(DATA);
  return Buffer.from(await hash.digest()).toString("hex");
}

test("without a secret it is the hash", async () => {
  expect(await digestOf(new Sha256())).toBe(createHash("sha256").update(DATA).digest("hex"));
});

test.each([
  ["a string", SECRET.toString()],
  ["bytes", new Uint8Array(SECRET)],
  ["a part of a buffer", Buffer.concat([DATA, SECRET, DATA]).subarray(DATA.length, -DATA.length)],
  ["a buffer of bytes", new Uint8Array(SECRET).buffer],
])("with a secret that is %s it is the HMAC, each time", async (_, secret) => {
  const expected = createHmac("sha256", SECRET).update(DATA).digest("hex");
  expect(await digestOf(new Sha256(secret))).toBe(expected);
  const again = new Sha256(secret);
  again.update(Buffer.from("something else"));
  again.reset();
  expect(await digestOf(again)).toBe(expected);
});
