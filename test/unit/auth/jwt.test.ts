import { createHmac } from "node:crypto";
import { type CryptoKey, createLocalJWKSet, exportSPKI, importJWK, type JWTPayload } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { InvalidCredential } from "../../../shared/auth/credentials.ts";
import { verifyJwt } from "../../../shared/auth/jwt.ts";
import {
  type Algorithm,
  AUDIENCE,
  claims,
  createSigner,
  encode,
  ISSUER,
  now,
  type Signer,
  sign,
} from "../support/signer.ts";

const ALGORITHMS: Algorithm[] = ["RS256", "ES256", "EdDSA", "ES384", "PS256"];
const signers = new Map<Algorithm, Signer>();
const signer = (algorithm: Algorithm = "ES256") => signers.get(algorithm) as Signer;
let keys: ReturnType<typeof createLocalJWKSet>;

beforeAll(async () => {
  for (const algorithm of ALGORITHMS) {
    signers.set(algorithm, await createSigner(algorithm, `key-${algorithm}`));
  }
  keys = createLocalJWKSet({ keys: [...signers.values()].map(({ publicJwk }) => publicJwk) });
});

const verify = (token: string) => verifyJwt(token, keys, { issuer: ISSUER, audience: AUDIENCE });
const refused = (token: string) => expect(verify(token)).rejects.toThrow(InvalidCredential);
const withClaims = (changed: JWTPayload) => sign(signer(), claims(changed));

describe("accepted", () => {
  test.each(["RS256", "ES256", "EdDSA"] as const)("%s", async (algorithm) => {
    const token = await sign(signer(algorithm));
    expect(await verify(token)).toEqual({ account: "jane", credential: "jwt" });
  });

  test.each([
    ["our audience among others", { aud: ["other", AUDIENCE] }],
    ["a clock 20 s behind", { exp: now() - 20 }],
    ["a clock 20 s ahead", { nbf: now() + 20, iat: now() + 20 }],
    ["claims of its own", { scope: "x", sub: "jane" }],
  ])("%s", async (_, changed) => {
    expect((await verify(await withClaims(changed))).account).toBe("jane");
  });

  test.each([
    "auth0|5f7c8",
    "jane@example.com",
    "a#b/c",
    "名前",
    "s".repeat(255),
  ])("the subject %s", async (sub) => {
    expect((await verify(await withClaims({ sub }))).account).toBe(sub);
  });
});

describe("claims refused", () => {
  test.each(["iss", "aud", "sub", "iat", "exp"])("%s missing", async (name) => {
    await refused(await withClaims({ [name]: undefined }));
  });

  test.each([
    ["expired", { exp: now() - 31 }],
    ["not yet good", { nbf: now() + 60 }],
    ["issued in the future", { iat: now() + 60 }],
    ["issued over a day ago", { iat: now() - 86_400 - 60 }],
    ["another issuer", { iss: "https://evil.example.com/" }],
    ["an issuer that begins like ours", { iss: `${ISSUER}x` }],
    ["another audience", { aud: "other" }],
    ["no audience in the list", { aud: [] }],
    ["an audience of another case", { aud: AUDIENCE.toUpperCase() }],
    ["an empty subject", { sub: "" }],
    ["a subject that is too long", { sub: "s".repeat(256) }],
    ["a control character in the subject", { sub: "jane\u0000" }],
    ["a lone surrogate in the subject", { sub: "\ud800" }],
    ["a subject that is a number", { sub: 5 as never }],
    ["a subject that is a list", { sub: ["jane"] as never }],
    ["an expiry that is text", { exp: String(now() + 600) as never }],
  ])("%s", async (_, changed) => {
    await refused(await withClaims(changed));
  });
});

describe("signatures refused", () => {
  test.each([
    "ES384",
    "PS256",
  ] as const)("%s, though the key is the issuer's", async (algorithm) => {
    await refused(await sign(signer(algorithm)));
  });

  test("alg none, with and without a signature", async () => {
    for (const alg of ["none", "None", "NONE", ""]) {
      const unsigned = `${encode({ alg, kid: "key-ES256" })}.${encode(claims())}`;
      for (const signature of ["", "AAAA"]) await refused(`${unsigned}.${signature}`);
    }
  });

  test("HS256 with the public key as the secret", async () => {
    const { publicJwk } = signer("RS256");
    const pem = await exportSPKI((await importJWK(publicJwk, "RS256")) as CryptoKey);
    const input = `${encode({ alg: "HS256", kid: "key-RS256" })}.${encode(claims())}`;
    for (const secret of [pem, JSON.stringify(publicJwk), publicJwk.n as string]) {
      await refused(`${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`);
    }
  });

  test("another key under a known name, or an unknown one", async () => {
    const other = await createSigner("ES256", "key-ES256");
    await refused(await sign(other));
    await refused(await sign({ ...other, kid: "unknown" }));
  });

  test("a key that the token brings along", async () => {
    const other = await createSigner("ES256", "key-x");
    await refused(await sign(other, claims(), { jwk: other.publicJwk }));
    await refused(await sign(other, claims(), { jku: "https://evil.example.com/jwks.json" }));
  });

  test("a critical extension nobody knows", async () => {
    const token = await sign(signer());
    const header = { alg: "ES256", kid: "key-ES256", crit: ["exp-2"], "exp-2": 1 };
    await refused([encode(header), ...token.split(".").slice(1)].join("."));
  });

  test("any character of the token changed", async () => {
    const token = await sign(signer());
    for (let at = 0; at < token.length; at += 7) {
      const changed = token[at] === "A" ? "B" : "A";
      await refused(`${token.slice(0, at)}${changed}${token.slice(at + 1)}`);
    }
  });
});

describe("forms refused", () => {
  test("another spelling of the same signature", async () => {
    const token = await sign(signer("RS256"));
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.indexOf(token.at(-1) as string);
    // 256 bytes leave 4 bits of the last character unused.
    const respelt = `${token.slice(0, -1)}${alphabet[last ^ 1]}`;
    expect(Buffer.from(respelt, "base64url")).toEqual(Buffer.from(token, "base64url"));
    await refused(respelt);
    for (const tail of ["=", "==", "A", "\n"]) await refused(`${token}${tail}`);
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
  ])("%j", async (token) => {
    await refused(token);
  });

  test.each([
    ["no JSON", "bm8"],
    ["a list", encode([])],
    ["null", encode(null)],
    ["no UTF-8", "gICA"],
  ])("a header or payload that is %s", async (_, part) => {
    const [header, payload, signature] = (await sign(signer())).split(".");
    await refused(`${part}.${payload}.${signature}`);
    await refused(`${header}.${part}.${signature}`);
  });

  test("over 8 KB", async () => {
    const sized = (length: number) => withClaims({ pad: "x".repeat(length) });
    expect((await sized(5_500)).length).toBeLessThan(8_192);
    expect((await verify(await sized(5_500))).account).toBe("jane");
    await refused(await sized(6_200));
    await refused("a".repeat(1_000_000));
  });
});
