import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { KeptKeys } from "../../../shared/domain/issuer/kept-keys.ts";
import { HOUR, IssuerBench, JWKS, jwks, MINUTE, SECOND } from "../support/issuer-bench.ts";
import { type KeyServer, startKeyServer } from "../support/key-server.ts";
import { createSigner, type Signer } from "../support/signer.ts";

/** Keys that others have kept, for an environment that has not seen the issuer yet. */
let first: Signer;
let second: Signer;
let server: KeyServer;
let kept: KeptKeys | undefined;
let recalled: string[];
let bench: IssuerBench;

beforeAll(async () => {
  first = await createSigner("ES256", "one");
  second = await createSigner("EdDSA", "two");
});
beforeEach(async () => {
  server = await startKeyServer();
  recalled = [];
  bench = IssuerBench.of(server, async (issuer) => {
    recalled.push(issuer);
    return kept;
  });
  keep(0, first);
});
afterEach(() => server[Symbol.asyncDispose]());

const keep = (age: number, ...signers: Signer[]) => {
  kept = { document: jwks(...signers), readAt: bench.now - age };
};

test("let good tokens in while the issuer is down, and are read once", async () => {
  await Promise.all(Array.from({ length: 20 }, () => bench.accepts(first)));
  await bench.accepts(first);
  expect(recalled).toEqual([server.url]);
  expect(server.asked).toEqual([JWKS]);
  expect(bench.stale).toEqual([expect.stringMatching(/cannot be read .*: status 404$/)]);
});

test("are not looked at while the issuer answers", async () => {
  server.answers = { [JWKS]: jwks(second) };
  await bench.accepts(second);
  await bench.refuses(first);
  bench.pass(23 * HOUR);
  await bench.accepts(second);
  expect(recalled).toEqual([]);
});

test("go before keys in memory that were read earlier, and not before later ones", async () => {
  server.answers = { [JWKS]: jwks(first, second) };
  await bench.accepts(first);
  server.answers = {};
  bench.pass(11 * MINUTE);
  keep(12 * MINUTE, second);
  await bench.accepts(first);
  expect(recalled).toHaveLength(1);
  // The issuer took the first one back, told others so, and went down before we asked.
  keep(MINUTE, second);
  await bench.accepts(first);
  bench.pass(MINUTE);
  await bench.fails(first);
  await bench.accepts(second);
  expect(recalled).toHaveLength(2);
});

test("that cannot be had do not take away what is in memory", async () => {
  server.answers = { [JWKS]: jwks(first) };
  const warm = IssuerBench.of(server, async () => Promise.reject(new Error("the table is away")));
  await warm.accepts(first);
  server.answers = {};
  warm.pass(11 * MINUTE);
  await warm.accepts(first);
});

test("of the future are not believed", async () => {
  keep(-MINUTE, first);
  await bench.fails(first);
});

test("are too old a day after they were read, also just after they were looked for", async () => {
  keep(24 * HOUR - 10 * SECOND, first);
  await bench.accepts(first);
  bench.pass(10 * SECOND);
  await bench.fails(first);
  expect(recalled).toHaveLength(1);
});

test("never spare the issuer a question: what it has withdrawn is refused once it answers", async () => {
  await bench.accepts(first);
  server.answers = { [JWKS]: jwks(second) };
  bench.pass(SECOND);
  await bench.refuses(first);
  await bench.accepts(second);
  server.answers = {};
  bench.pass(11 * MINUTE);
  await bench.fails(first);
  // Looked at again, and found to be older.
  expect(recalled).toHaveLength(2);
});

test("that do not have a key leave open whether it is a new one: not the caller's fault", async () => {
  await bench.fails(second);
  bench.pass(SECOND);
  await bench.fails(second);
  await bench.accepts(first);
  bench.pass(MINUTE);
  server.answers = { [JWKS]: jwks(first, second) };
  await bench.accepts(second);
});

test("serve until a day after they were read from the issuer, and no longer", async () => {
  keep(20 * HOUR, first);
  await bench.accepts(first);
  bench.pass(4 * HOUR - 1);
  await bench.accepts(first);
  bench.pass(1);
  await bench.fails(first);
  keep(HOUR, first);
  bench.pass(MINUTE);
  await bench.accepts(first);
});

test("that are a day old, or none at all, are of no use, and looked for twice a minute", async () => {
  for (const none of [{ document: jwks(first), readAt: bench.now - 24 * HOUR }, undefined]) {
    kept = none;
    bench.pass(MINUTE);
    recalled.length = 0;
    for (let second = 0; second < 60; second += 1) {
      await bench.fails(first, /cannot be read|could not be read/);
      bench.pass(SECOND);
    }
    expect(recalled).toHaveLength(2);
  }
  expect(bench.stale).toEqual([]);
});

describe("that cannot be read", () => {
  test.each([
    ["for the table is away", async () => Promise.reject(new Error("the table is away"))],
    ["for they are no key set", async () => ({ document: { keys: 5 }, readAt: Date.now() })],
  ])("%s fail with both reasons", async (_, recall) => {
    const failing = IssuerBench.of(server, recall);
    await failing.fails(
      first,
      /status 404; nor can those kept .*: (the table is away|.*malformed)/,
    );
    await failing.fails(first);
  });
});

test("an empty set lets nobody in: the issuer had taken all keys back", async () => {
  keep(0);
  await bench.fails(first);
});
