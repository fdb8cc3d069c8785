import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, inject, test } from "vitest";
import { type Assembly, readAssembly } from "../../../../infra/operations/preflight/assembly.ts";
import { issuers } from "../../../../infra/operations/preflight/checks/issuers.ts";
import { runChecks } from "../../../../infra/operations/preflight/run-checks.ts";
import { createSubject } from "../../../../infra/operations/preflight/subject.ts";
import { startKeyServer } from "../../../unit/support/key-server.ts";

const CONFIGURATION = "/.well-known/openid-configuration";

const jwkOf = (key: KeyObject) => key.export({ format: "jwk" });
const RSA = jwkOf(generateKeyPairSync("rsa", { modulusLength: 2_048 }).publicKey);
const SHORT_RSA = jwkOf(generateKeyPairSync("rsa", { modulusLength: 2_047 }).publicKey);
const P256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const P384 = jwkOf(generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey);
const ED25519 = jwkOf(generateKeyPairSync("ed25519").publicKey);
const KEYS = { keys: [{ ...RSA, kid: "1" }] };

/** The shared assembly, with these issuers in place of its own. */
function withIssuers(entries: readonly object[]): Assembly {
  const assembly = structuredClone(readAssembly(inject("assembly")));
  for (const { Properties } of Object.values(assembly.api.template.Resources)) {
    const environment = Properties?.Environment as { Variables?: Record<string, string> };
    if (environment?.Variables?.JWT_ISSUERS) {
      environment.Variables.JWT_ISSUERS = JSON.stringify(entries);
    }
  }
  return assembly;
}

async function findings(...entries: readonly object[]): Promise<string[]> {
  const results = await runChecks([issuers], createSubject(withIssuers(entries), "eu-west-1"));
  return results.map(
    ({ verdict, found, remedy }) => `${verdict}: ${found}${remedy ? ` → ${remedy}` : ""}`,
  );
}

test("an issuer that says of itself what the settings say is in order", async () => {
  await using server = await startKeyServer();
  const { url } = server;
  server.answers = {
    [CONFIGURATION]: { issuer: url, jwks_uri: `${url}/keys` },
    "/keys": KEYS,
    [`/tenant${CONFIGURATION}`]: { issuer: `${url}/tenant/`, jwks_uri: `${url}/keys` },
  };
  expect(await findings({ issuer: url }, { issuer: `${url}/tenant/` })).toEqual([
    `ok: ${url}, 1 key`,
    `ok: ${url}/tenant/, 1 key`,
  ]);
});

test("an issuer that calls itself otherwise: the text to give is told, slash and all", async () => {
  await using server = await startKeyServer();
  const { url } = server;
  server.answers = { [CONFIGURATION]: { issuer: `${url}/`, jwks_uri: `${url}/keys` } };
  const stop = `stop: ${url} calls itself ${url}/; with the setting as it is every token is refused → give exactly ${url}/ as jwtIssuer, or as the issuer in jwtIssuers`;
  expect(await findings({ issuer: url })).toEqual([stop]);
  // An address of keys does not help: the tokens still say otherwise.
  expect(await findings({ issuer: url, jwksUri: `${url}/keys` })).toEqual([stop]);
  server.answers = { [CONFIGURATION]: { issuer: "https://login.example/{tenantid}/v2.0" } };
  expect(await findings({ issuer: url })).toEqual([
    expect.stringMatching(/^stop: .* → give the address that names your tenant$/),
  ]);
  server.answers = { [CONFIGURATION]: { hello: "world" } };
  expect(await findings({ issuer: url })).toEqual([
    expect.stringMatching(/^stop: .* does not say its issuer →/),
  ]);
});

test("an issuer without a discovery document needs the address of its keys", async () => {
  await using server = await startKeyServer({ "/keys": KEYS });
  const { url } = server;
  expect(await findings({ issuer: url })).toEqual([
    expect.stringMatching(/^stop: .* has no discovery document \(status 404\) → .*jwtJwksUri/),
  ]);
  expect(await findings({ issuer: url, jwksUri: `${url}/keys` })).toEqual([`ok: ${url}, 1 key`]);
  expect(await findings({ issuer: `${url}/`, jwksUri: "/keys" })).toEqual([`ok: ${url}/, 1 key`]);
  server.answers = { [CONFIGURATION]: "no JSON" };
  expect(await findings({ issuer: url })).toEqual([
    expect.stringMatching(/^stop: .* \(not JSON\) →/),
  ]);
  server.answers = { [CONFIGURATION]: { issuer: url } };
  expect(await findings({ issuer: url })).toEqual([
    expect.stringMatching(/^stop: .* names no address of keys →/),
  ]);
});

test.each([
  ["RSA", RSA, true],
  ["RS256", { ...RSA, alg: "RS256", use: "sig" }, true],
  ["RSA for encryption", { ...RSA, use: "enc" }, false],
  ["PS256", { ...RSA, alg: "PS256" }, false],
  ["P-256", jwkOf(P256.publicKey), true],
  ["P-384", P384, false],
  ["Ed25519", { ...ED25519, alg: "EdDSA" }, true],
  ["a shared secret", { kty: "oct", alg: "HS256" }, false],
])("a key of %s", async (_, key, isTaken) => {
  await using server = await startKeyServer();
  const { url } = server;
  server.answers = {
    [CONFIGURATION]: { issuer: url, jwks_uri: `${url}/keys` },
    "/keys": { keys: [key] },
  };
  expect(await findings({ issuer: url })).toEqual([
    isTaken
      ? `ok: ${url}, 1 key`
      : expect.stringMatching(/^stop: \S+ has no key for RS256, ES256 or EdDSA at .* → .*HS256/),
  ]);
});

test.each([
  ["RSA of too few bits", { ...SHORT_RSA, kid: "a" }, "RSA a has only 2047 bits"],
  ["P-256 off the curve", { ...jwkOf(P256.publicKey), y: RSA.e, kid: "b" }, "EC b is broken ("],
  ["a private one", { ...jwkOf(P256.privateKey), kid: "c" }, "EC c is a private key"],
  ["RSA without a modulus", { kty: "RSA", e: "AQAB" }, "RSA without kid is broken ("],
])("a key that cannot be used: %s", async (_, key, fault) => {
  await using server = await startKeyServer();
  const { url } = server;
  server.answers = { "/keys": { keys: [key, RSA] } };
  const entry = { issuer: url, jwksUri: `${url}/keys` };
  const [beside] = await findings(entry);
  expect(beside).toMatch(`warning: ${url}, 1 key, and 1 key that cannot be used: ${fault}`);
  expect(beside).toMatch(/ → let it take them out of its key set/);
  server.answers = { "/keys": { keys: [key] } };
  const [alone] = await findings(entry);
  expect(alone).toMatch(`stop: ${url} has no key for RS256, ES256 or EdDSA at ${url}/keys, but 1`);
  expect(alone).toContain(fault);
});

test("a key set with a key that is none is refused as a whole, and many faults are told in part", async () => {
  await using server = await startKeyServer();
  const { url } = server;
  const entry = { issuer: url, jwksUri: `${url}/keys` };
  server.answers = { "/keys": { keys: [RSA, null] } };
  expect(await findings(entry)).toEqual([
    expect.stringMatching(
      /^stop: .* cannot be used: the document as a whole, which is no key set →/,
    ),
  ]);
  const broken = Array.from({ length: 50 }, (_, at) => ({ kty: "RSA", kid: String(at) }));
  server.answers = { "/keys": { keys: [RSA, ...broken] } };
  const [many] = await findings(entry);
  expect(many).toMatch(/, and 50 keys that cannot be used: RSA 0 .*RSA 4 /);
  expect(many).not.toContain("RSA 5 ");
});

test("an issuer that cannot be reached from here stops nothing", async () => {
  const server = await startKeyServer();
  const { url } = server;
  server.answers = {
    [CONFIGURATION]: (_: unknown, response: import("node:http").ServerResponse) => {
      response.writeHead(503).end();
    },
  };
  expect(await findings({ issuer: url })).toEqual([`unknown: ${url}, from here: status 503`]);
  server.answers = { [CONFIGURATION]: { issuer: url, jwks_uri: `${url}/keys` } };
  expect(await findings({ issuer: url })).toEqual([
    expect.stringMatching(/^stop: .*: its keys cannot be read at .*\/keys \(status 404\) →/),
  ]);
  await server[Symbol.asyncDispose]();
  expect(await findings({ issuer: url })).toEqual([
    `unknown: ${url}, from here: cannot be reached (ECONNREFUSED)`,
  ]);
});
