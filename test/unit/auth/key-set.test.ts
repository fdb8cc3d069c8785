import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { HOUR, IssuerBench, JWKS, jwks, MINUTE, SECOND } from "../support/issuer-bench.ts";
import { type KeyServer, startKeyServer } from "../support/key-server.ts";
import { createSigner, type Signer } from "../support/signer.ts";

let first: Signer;
let second: Signer;
let server: KeyServer;
let bench: IssuerBench;

beforeAll(async () => {
  first = await createSigner("ES256", "one");
  second = await createSigner("EdDSA", "two");
});
beforeEach(async () => {
  server = await startKeyServer({ [JWKS]: jwks(first) });
  bench = IssuerBench.of(server);
});
afterEach(() => server[Symbol.asyncDispose]());

const times = (count: number, run: () => Promise<void>) =>
  Promise.all(Array.from({ length: count }, run));

test("a cold start under load fetches the keys once, and not before they are needed", async () => {
  expect(server.asked).toEqual([]);
  await times(50, () => bench.accepts(first));
  await bench.accepts(first);
  expect(server.asked).toEqual([JWKS]);
});

test("keys are asked for anew every ten minutes", async () => {
  for (let minute = 0; minute < 30; minute += 1) {
    await bench.accepts(first);
    bench.pass(MINUTE);
  }
  expect(server.asked).toHaveLength(3);
});

describe("rotation", () => {
  test("a new key is found at once after the cooldown, and the old one goes", async () => {
    await bench.accepts(first);
    server.answers = { [JWKS]: jwks(second) };
    bench.pass(31 * SECOND);
    await times(20, () => bench.accepts(second));
    await bench.refuses(first);
    expect(server.asked).toHaveLength(2);
  });

  test("both keys are good while both are published", async () => {
    server.answers = { [JWKS]: jwks(first, second) };
    await bench.accepts(first);
    await bench.accepts(second);
    expect(server.asked).toHaveLength(1);
  });

  test("a key that is taken back is refused within ten minutes", async () => {
    await bench.accepts(first);
    server.answers = { [JWKS]: jwks(second) };
    bench.pass(10 * MINUTE);
    await bench.refuses(first);
  });

  test("an issuer may take all its keys back", async () => {
    await bench.accepts(first);
    server.answers = { [JWKS]: jwks() };
    bench.pass(10 * MINUTE);
    await bench.refuses(first);
  });
});

describe("a flood of unknown keys", () => {
  test("makes one fetch in 30 s", async () => {
    await bench.accepts(first);
    for (let round = 0; round < 4; round += 1) {
      await times(50, () => bench.refuses(second));
      bench.pass(15 * SECOND);
      await times(50, () => bench.refuses(second));
      bench.pass(15 * SECOND);
    }
    // The one at the start, and one for each of the rounds after the first.
    expect(server.asked).toHaveLength(4);
    await bench.accepts(first);
  });

  test("makes one fetch at a cold start too", async () => {
    await times(50, () => bench.refuses(second));
    await times(50, () => bench.refuses(second));
    expect(server.asked).toHaveLength(1);
  });

  test("makes none when the algorithm or the issuer is wrong", async () => {
    const other = await createSigner("ES384", "three");
    await times(10, () => bench.refuses(other));
    await expect(bench.verify(first, { iss: `${server.url}/` })).rejects.toThrow();
    expect(server.asked).toEqual([]);
  });
});

describe("keys without a name", () => {
  test("are good when there is just one that fits", async () => {
    const { kid: _, ...nameless } = first.publicJwk;
    server.answers = { [JWKS]: { keys: [nameless, second.publicJwk] } };
    await bench.accepts({ ...first, kid: undefined as never });
  });

  test("are refused when several fit", async () => {
    server.answers = { [JWKS]: jwks(first, await createSigner("ES256", "three")) };
    await bench.refuses({ ...first, kid: undefined as never });
  });
});

describe("keys that are not for us", () => {
  test.each([
    ["for encryption", { use: "enc" }],
    ["of another algorithm", { alg: "ES384" }],
    ["not for verification", { key_ops: ["encrypt"] }],
  ])("%s", async (_, changed) => {
    server.answers = { [JWKS]: { keys: [{ ...first.publicJwk, ...changed }] } };
    await bench.refuses(first);
  });

  test("a key that cannot be used lets nobody in, and is told once: anybody can name it", async () => {
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1_024 });
    const weak = { ...publicKey.export({ format: "jwk" }), kid: "weak", use: "sig" };
    const broken = { ...first.publicJwk, x: "AAAA" };
    server.answers = { [JWKS]: { keys: [broken, second.publicJwk, weak] } };
    await bench.refuses(first);
    await bench.refuses(first);
    await bench.refuses(await createSigner("RS256", "weak"));
    await bench.accepts(second);
    const lines = written.mock.calls.map(([line]) => String(line));
    written.mockRestore();
    expect(lines.filter((line) => line.includes("A key cannot be used"))).toHaveLength(1);
  });
});

test("known keys serve on for a day after they were last read, and no longer", async () => {
  await bench.accepts(first);
  server.answers = {};
  for (let hour = 1; hour < 24; hour += 1) {
    bench.pass(HOUR);
    await bench.accepts(first);
  }
  expect(bench.stale).toHaveLength(23);
  expect(bench.stale[0]).toMatch(/cannot be read .*: status 404$/);
  bench.pass(HOUR);
  await bench.fails(first);
  server.answers = { [JWKS]: jwks(first) };
  bench.pass(MINUTE);
  await bench.accepts(first);
});
