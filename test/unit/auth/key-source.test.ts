import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { CONFIGURATION, IssuerBench, JWKS, jwks, MINUTE, SECOND } from "../support/issuer-bench.ts";
import { type KeyServer, startKeyServer } from "../support/key-server.ts";
import { createSigner, type Signer } from "../support/signer.ts";

let signer: Signer;
let server: KeyServer;
let sound: Record<string, unknown>;

beforeAll(async () => {
  signer = await createSigner("EdDSA", "one");
});
beforeEach(async () => {
  server = await startKeyServer();
  const configuration = { issuer: server.url, jwks_uri: `${server.url}${JWKS}` };
  sound = { [CONFIGURATION]: configuration, [JWKS]: jwks(signer) };
  server.answers = sound;
});
afterEach(() => server[Symbol.asyncDispose]());

const discovering = (issuer = server.url) => new IssuerBench(issuer, undefined);

test("the issuer's configuration tells where the keys are, and is read once", async () => {
  const bench = discovering();
  await Promise.all(Array.from({ length: 20 }, () => bench.accepts(signer)));
  expect(server.asked).toEqual([CONFIGURATION, JWKS]);
  bench.pass(11 * MINUTE);
  await bench.accepts(signer);
  expect(server.asked).toEqual([CONFIGURATION, JWKS, JWKS]);
});

test("it is read again when the keys have moved", async () => {
  const bench = discovering();
  await bench.accepts(signer);
  const configuration = { issuer: server.url, jwks_uri: `${server.url}/new` };
  server.answers = { [CONFIGURATION]: configuration, "/new": jwks(signer) };
  bench.pass(11 * MINUTE);
  await bench.accepts(signer);
  expect(bench.stale).toHaveLength(1);
  bench.pass(SECOND);
  await bench.accepts(signer);
  expect(server.asked.slice(-2)).toEqual([CONFIGURATION, "/new"]);
  expect(bench.stale).toHaveLength(1);
});

test("an issuer may end in a slash, or have a path", async () => {
  for (const [issuer, path] of [
    [`${server.url}/`, CONFIGURATION],
    [`${server.url}/tenant`, `/tenant${CONFIGURATION}`],
    [`${server.url}/tenant/`, `/tenant${CONFIGURATION}`],
  ] as const) {
    server.answers = { ...sound, [path]: { issuer, jwks_uri: `${server.url}${JWKS}` } };
    await discovering(issuer).accepts(signer);
  }
});

/** `ISSUER` stands for the server's address. */
const wrong: readonly (readonly [string, unknown, RegExp])[] = [
  [
    "of another issuer",
    { issuer: "https://evil.example.com", jwks_uri: `ISSUER${JWKS}` },
    /another issuer/,
  ],
  [
    "of the issuer with a slash too many",
    { issuer: "ISSUER/", jwks_uri: `ISSUER${JWKS}` },
    /another issuer/,
  ],
  ["without an issuer", { jwks_uri: `ISSUER${JWKS}` }, /another issuer/],
  ["without keys", { issuer: "ISSUER" }, /without an address of keys/],
  [
    "with keys that are no address",
    { issuer: "ISSUER", jwks_uri: "keys" },
    /without an address of keys/,
  ],
  [
    "with keys at several addresses",
    { issuer: "ISSUER", jwks_uri: [`ISSUER${JWKS}`] },
    /without an address of keys/,
  ],
  [
    "that leads to another protocol",
    { issuer: "ISSUER", jwks_uri: "https://127.0.0.1:1/keys" },
    /without an address of keys/,
  ],
  [
    "that leads to a file",
    { issuer: "ISSUER", jwks_uri: "file:///etc/hosts" },
    /without an address of keys/,
  ],
  ["that is no JSON", "<html>", /JSON/],
  ["that is null", "null", /another issuer/],
  ["that is a list", [], /another issuer/],
];

test.each(wrong)("a configuration %s is not believed", async (_, configuration, reason) => {
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration);
  server.answers = { ...sound, [CONFIGURATION]: text.replaceAll("ISSUER", server.url) };
  const bench = discovering();
  await bench.fails(signer, reason);
  expect(server.asked).toEqual([CONFIGURATION]);
  server.answers = sound;
  bench.pass(SECOND);
  await bench.accepts(signer);
});
