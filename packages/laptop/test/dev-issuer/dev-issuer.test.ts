import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  DEV_AUDIENCE,
  DEV_ISSUER,
  mintToken,
  startDevIssuer,
} from "../../services/dev-issuer/dev-issuer.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "dev-issuer-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function verify(token: string, endpoint: string) {
  const keys = createRemoteJWKSet(new URL(`${endpoint}/jwks.json`));
  return jwtVerify(token, keys, {
    algorithms: ["ES256"],
    issuer: DEV_ISSUER,
    audience: DEV_AUDIENCE,
    typ: "JWT",
    requiredClaims: ["iss", "aud", "sub", "iat", "exp", "jti"],
  });
}

test("a token made before the first start is valid after it, and after the next", async () => {
  const token = await mintToken({ dataDir, account: "älice ✨" });
  for (let start = 0; start < 2; start++) {
    const issuer = await startDevIssuer({ dataDir });
    const { payload } = await verify(token, issuer.endpoint);
    expect(payload.sub).toBe("älice ✨");
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(12 * 60 * 60);
    await issuer.stop();
  }
});

test("publishes no private part", async () => {
  const issuer = await startDevIssuer({ dataDir });
  const keys = JSON.stringify(await (await fetch(`${issuer.endpoint}/jwks.json`)).json());
  const kept = JSON.parse(await readFile(join(dataDir, "issuer.json"), "utf8"));
  expect(keys).toContain(kept.x);
  expect(keys).not.toContain(kept.d);
  expect(keys).not.toContain('"d"');
  const discovery = await fetch(`${issuer.endpoint}/.well-known/openid-configuration`);
  expect(await discovery.json()).toMatchObject({
    issuer: DEV_ISSUER,
    jwks_uri: `${issuer.endpoint}/jwks.json`,
  });
  expect((await fetch(`${issuer.endpoint}/issuer.json`)).status).toBe(404);
  expect((await fetch(`${issuer.endpoint}/jwks.json`, { method: "POST" })).status).toBe(405);
  await issuer.stop();
});

test("keeps one key pair, readable by its owner only, when many make it at once", async () => {
  const folder = join(dataDir, "new");
  const tokens = await Promise.all(
    Array.from({ length: 6 }, () => mintToken({ dataDir: folder, account: "a" })),
  );
  expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
  expect(await readdir(folder)).toEqual(["issuer.json"]);
  expect((await stat(join(folder, "issuer.json"))).mode & 0o777).toBe(0o600);
});

test("takes other claims for tests of what must be refused", async () => {
  const token = await mintToken({
    dataDir,
    account: "a",
    issuer: "https://other.invalid",
    audience: "other",
    lifetimeSeconds: -60,
  });
  const { iss, aud, iat = 0, exp = 0 } = decodeJwt(token);
  expect({ iss, aud, life: exp - iat }).toEqual({
    iss: "https://other.invalid",
    aud: "other",
    life: -60,
  });
});

test("refuses an empty and an over-long account", async () => {
  for (const account of ["", "a".repeat(256)]) {
    await expect(mintToken({ dataDir, account })).rejects.toThrow(RangeError);
  }
  await mintToken({ dataDir, account: "🙂".repeat(255) });
});

test("says in one sentence that the key pair is damaged", async () => {
  await writeFile(join(dataDir, "issuer.json"), '{"kty":');
  await expect(mintToken({ dataDir, account: "a" })).rejects.toThrow(/is damaged; remove the file/);
});
