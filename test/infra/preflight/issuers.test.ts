import { expect, inject, test } from "vitest";
import { type Assembly, readAssembly } from "../../../infra/operations/preflight/assembly.ts";
import { issuers } from "../../../infra/operations/preflight/checks/issuers.ts";
import { runChecks } from "../../../infra/operations/preflight/run-checks.ts";
import { createSubject } from "../../../infra/operations/preflight/subject.ts";
import { startKeyServer } from "../../unit/support/key-server.ts";

const CONFIGURATION = "/.well-known/openid-configuration";
const KEYS = { keys: [{ kty: "RSA", n: "AQAB", e: "AQAB", kid: "1" }] };

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
  ["RSA", { kty: "RSA" }, true],
  ["RS256", { kty: "RSA", alg: "RS256", use: "sig" }, true],
  ["RSA for encryption", { kty: "RSA", use: "enc" }, false],
  ["PS256", { kty: "RSA", alg: "PS256" }, false],
  ["P-256", { kty: "EC", crv: "P-256" }, true],
  ["P-384", { kty: "EC", crv: "P-384" }, false],
  ["Ed25519", { kty: "OKP", crv: "Ed25519", alg: "EdDSA" }, true],
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
