import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { InvalidCredential } from "../../../shared/auth/credentials.ts";
import { verifyJwt } from "../../../shared/auth/jwt.ts";
import { issuerKeys } from "../../../shared/auth/key-set.ts";
import { type KeyServer, startKeyServer } from "../support/key-server.ts";
import { AUDIENCE, claims, createSigner, type Signer, sign } from "../support/signer.ts";

const JWKS = "/keys";
const CONFIGURATION = "/.well-known/openid-configuration";
let first: Signer;
let second: Signer;
let server: KeyServer;

beforeAll(async () => {
  first = await createSigner("ES256", "one");
  second = await createSigner("EdDSA", "two");
});
beforeEach(async () => {
  server = await startKeyServer();
});
afterEach(async () => {
  vi.useRealTimers();
  await server[Symbol.asyncDispose]();
});

const jwks = (...signers: Signer[]) => ({ keys: signers.map(({ publicJwk }) => publicJwk) });

/** Verifies tokens of an issuer, the server's unless said otherwise, as the authorizer does. */
function verifier(jwksUri: string | undefined, issuer = server.url) {
  const keys = issuerKeys(issuer, jwksUri);
  return async (signer: Signer) => {
    const token = await sign(signer, claims({ iss: issuer }));
    return verifyJwt(token, keys, { issuer, audience: AUDIENCE });
  };
}
const discovering = (issuer?: string) => verifier(undefined, issuer);
const configured = () => verifier(`${server.url}${JWKS}`);

/** Our own dependency failed: the caller is not to blame, and the gateway is not told 401. */
async function requireOutage(attempt: Promise<unknown>): Promise<void> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(InvalidCredential);
}

test("keys are fetched once, when first needed", async () => {
  server.answers = { [JWKS]: jwks(first) };
  const verify = configured();
  expect(server.asked).toEqual([]);
  await Promise.all([verify(first), verify(first)]);
  await verify(first);
  expect(server.asked).toEqual([JWKS]);
});

describe("rotation", () => {
  test("a new key is found after the cooldown, and the old one goes", async () => {
    server.answers = { [JWKS]: jwks(first) };
    const verify = configured();
    await verify(first);
    server.answers = { [JWKS]: jwks(second) };
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
    expect((await verify(second)).account).toBe("jane");
    await expect(verify(first)).rejects.toThrow(InvalidCredential);
  });

  test("unknown keys do not make a request each", async () => {
    server.answers = { [JWKS]: jwks(first) };
    const verify = configured();
    await verify(first);
    for (let count = 0; count < 5; count += 1) {
      await expect(verify(second)).rejects.toThrow(InvalidCredential);
    }
    expect(server.asked).toHaveLength(1);
  });
});

describe("discovery", () => {
  test("finds the keys by the issuer's configuration, once", async () => {
    const configuration = { issuer: server.url, jwks_uri: `${server.url}${JWKS}` };
    server.answers = { [CONFIGURATION]: configuration, [JWKS]: jwks(first) };
    const verify = discovering();
    await Promise.all([verify(first), verify(first)]);
    expect(server.asked).toEqual([CONFIGURATION, JWKS]);
  });

  test("takes an issuer that ends in a slash", async () => {
    const issuer = `${server.url}/`;
    const configuration = { issuer, jwks_uri: `${server.url}${JWKS}` };
    server.answers = { [CONFIGURATION]: configuration, [JWKS]: jwks(first) };
    expect((await discovering(issuer)(first)).account).toBe("jane");
  });

  test.each([
    ["another issuer's", { issuer: "https://evil.example.com", jwks_uri: "http://127.0.0.1/" }],
    ["without keys", {}],
    ["that is no JSON", "<html>"],
    ["that is null", "null"],
  ])("refuses a configuration %s, and asks again next time", async (_, configuration) => {
    server.answers = { [CONFIGURATION]: configuration };
    const verify = discovering();
    await requireOutage(verify(first));
    const sound = { issuer: server.url, jwks_uri: `${server.url}${JWKS}` };
    server.answers = { [CONFIGURATION]: sound, [JWKS]: jwks(first) };
    expect((await verify(first)).account).toBe("jane");
  });
});

describe("an outage is not the caller's fault", () => {
  test.each([
    ["an unknown address", undefined],
    ["no JSON", "<html>"],
    ["no key set", { keys: "none" }],
    ["a list of no keys", { keys: [5] }],
    ["null", "null"],
  ])("%s", async (_, answer) => {
    server.answers = { [JWKS]: answer };
    await requireOutage(configured()(first));
  });

  test("a server that fails, hangs up or moves away", async () => {
    for (const answer of [
      (_: unknown, response: { writeHead: (status: number) => { end(): void } }) =>
        response.writeHead(503).end(),
      (request: { socket: { destroy(): void } }) => request.socket.destroy(),
      (_: unknown, response: { writeHead: (s: number, h: object) => { end(): void } }) =>
        response.writeHead(302, { location: "https://evil.example.com/" }).end(),
    ]) {
      server.answers = { [JWKS]: answer };
      await requireOutage(configured()(first));
    }
  });

  test("a server that does not answer, after 2 s", async () => {
    server.answers = { [JWKS]: () => undefined };
    const started = performance.now();
    await requireOutage(configured()(first));
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test("a server that is down, until it is back", async () => {
    const verify = verifier("http://127.0.0.1:1/keys");
    await requireOutage(verify(first));
    server.answers = { [JWKS]: "<html>" };
    const recovering = configured();
    await requireOutage(recovering(first));
    server.answers = { [JWKS]: jwks(first) };
    expect((await recovering(first)).account).toBe("jane");
  });

  test("a key that cannot be read", async () => {
    server.answers = { [JWKS]: { keys: [{ ...first.publicJwk, x: "AAAA" }] } };
    await requireOutage(configured()(first));
  });
});
