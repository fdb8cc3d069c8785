import { createHmac } from "node:crypto";
import { type CryptoKey, createLocalJWKSet, exportSPKI, importJWK, type JWTPayload } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { InvalidCredential } from "../../../shared/auth/credentials.ts";
import { verifyJwt } from "../../../shared/auth/jwt.ts";
import type { JwtTrust } from "../../../shared/auth/trusted-issuers.ts";
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

const ACCEPTED = ["RS256", "ES256", "EdDSA"] as const;
const ALGORITHMS: Algorithm[] = [...ACCEPTED, "ES384", "PS256"];
const OTHER_ISSUER = "https://other.example.com";
const OTHER_PREFIX = "iss:0123456789abcdef:";
const signers = new Map<Algorithm, Signer>();
const signer = (algorithm: Algorithm) => signers.get(algorithm) as Signer;
let elsewhere: Signer;
let trust: JwtTrust;

beforeAll(async () => {
  for (const algorithm of ALGORITHMS) {
    signers.set(algorithm, await createSigner(algorithm, `key-${algorithm}`));
  }
  elsewhere = await createSigner("ES256", "key-ES256");
  const keys = [...signers.values()].map(({ publicJwk }) => publicJwk);
  trust = {
    issuers: new Map([
      [
        ISSUER,
        { audiences: [AUDIENCE, "web"], accountPrefix: "", keys: createLocalJWKSet({ keys }) },
      ],
      [
        OTHER_ISSUER,
        {
          audiences: ["other-api"],
          accountPrefix: OTHER_PREFIX,
          keys: createLocalJWKSet({ keys: [elsewhere.publicJwk] }),
        },
      ],
    ]),
    maxAgeSeconds: 86_400,
    now: Date.now,
  };
});

const verify = async (token: string) => (await verifyJwt(token, trust)).account;
const refused = (token: string) => expect(verify(token)).rejects.toThrow(InvalidCredential);

/** Signs what jose would not. */
async function signAnything({ privateKey }: Signer, header: object): Promise<string> {
  const input = `${encode(header)}.${encode(claims())}`;
  const algorithm = { name: privateKey.algorithm.name, hash: "SHA-256" };
  const signature = await crypto.subtle.sign(algorithm, privateKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString("base64url")}`;
}

describe.each(ACCEPTED)("with a key for %s", (algorithm) => {
  const own = () => signer(algorithm);
  const withClaims = (changed: Record<string, unknown>) => sign(own(), claims(changed));
  const withHeader = (header: Record<string, unknown>) => sign(own(), claims(), header);

  test("a good token tells the account", async () => {
    expect(await verifyJwt(await sign(own()), trust)).toEqual({
      account: "jane",
      credential: "jwt",
      plan: "session",
    });
  });

  test.each([
    ["our audience among others", { aud: ["other", AUDIENCE] }],
    ["our other audience", { aud: "web" }],
    ["an ID token of Cognito", { token_use: "id" }],
    ["aud, whatever the client", { client_id: "other", azp: "other", token_use: "id" }],
    ["no aud, but our client", { aud: undefined, client_id: "web" }],
    ["no aud, but our party", { aud: undefined, azp: AUDIENCE }],
    ["no aud, both ours", { aud: undefined, azp: AUDIENCE, client_id: "web" }],
    ["an access token of Cognito", { aud: undefined, client_id: "web", token_use: "access" }],
    ["a clock 20 s behind", { exp: now() - 20 }],
    ["a clock 20 s ahead", { nbf: now() + 20, iat: now() + 20 }],
    ["nearly a day of age", { iat: now() - 86_000 }],
    ["claims of its own", { scope: "x", sub: "jane" }],
  ])("accepted: %s", async (_, changed) => {
    expect(await verify(await withClaims(changed))).toBe("jane");
  });

  test("accepted: a header that is signed by hand", async () => {
    expect(await verify(await signAnything(own(), { alg: algorithm, kid: own().kid }))).toBe(
      "jane",
    );
  });

  test.each([
    undefined,
    "JWT",
    "jwt",
    "at+jwt",
    "application/at+jwt",
  ])("accepted: the type %s", async (typ) => {
    expect(await verify(await withHeader(typ === undefined ? {} : { typ }))).toBe("jane");
  });

  test.each([
    "auth0|5f7c8",
    "jane@example.com",
    "a#b/c",
    "名前",
    "s".repeat(255),
  ])("accepted: the subject %s", async (sub) => {
    expect(await verify(await withClaims({ sub }))).toBe(sub);
  });

  test.each(["iss", "aud", "sub", "iat", "exp"])("refused: no %s", async (name) => {
    await refused(await withClaims({ [name]: undefined }));
  });

  test.each([
    ["expired", { exp: now() - 31 }],
    ["not yet good", { nbf: now() + 60 }],
    ["issued in the future", { iat: now() + 60 }],
    ["issued over a day ago", { iat: now() - 86_400 - 60 }],
    ["another issuer", { iss: "https://evil.example.com/" }],
    ["an issuer that begins like ours", { iss: `${ISSUER}x` }],
    ["an issuer without our slash", { iss: ISSUER.replace(/\/$/, "") }],
    ["a list of issuers", { iss: [ISSUER] as never }],
    ["the issuer __proto__", { iss: "__proto__" }],
    ["another audience", { aud: "other" }],
    ["another audience, though our client", { aud: "other", client_id: "web", azp: "web" }],
    ["an empty audience, though our client", { aud: "", client_id: "web", azp: "web" }],
    ["no audience in the list, though our client", { aud: [], client_id: "web", azp: "web" }],
    ["null for an audience, though our client", { aud: null, client_id: "web" }],
    ["audiences in one text", { aud: `${AUDIENCE},web` }],
    ["no aud, another client", { aud: undefined, client_id: "other" }],
    ["no aud, another party", { aud: undefined, azp: "other" }],
    ["no aud, our client for another party", { aud: undefined, client_id: "web", azp: "other" }],
    ["no aud, another client for us", { aud: undefined, client_id: "other", azp: "web" }],
    ["no aud, clients in a list", { aud: undefined, client_id: ["web"] }],
    ["no aud, a client of null", { aud: undefined, client_id: null, azp: "web" }],
    ["no aud, an ID token", { aud: undefined, client_id: "web", token_use: "id" }],
    ["no aud, of an unknown use", { aud: undefined, client_id: "web", token_use: "Access" }],
    ["no aud, of no use", { aud: undefined, client_id: "web", token_use: null }],
    ["a subject of another issuer's", { sub: `${OTHER_PREFIX}jane` }],
    ["no audience in the list", { aud: [] }],
    ["an audience of another case", { aud: AUDIENCE.toUpperCase() }],
    ["an empty subject", { sub: "" }],
    ["a subject that is too long", { sub: "s".repeat(256) }],
    ["a control character in the subject", { sub: "jane\u0000" }],
    ["a lone surrogate in the subject", { sub: "\ud800" }],
    ["a subject that is a number", { sub: 5 as never }],
    ["a subject that is a list", { sub: ["jane"] as never }],
    ["an expiry that is text", { exp: String(now() + 600) as never }],
    ["an expiry that is null", { exp: null as never }],
    ["a time of issue that is text", { iat: String(now()) as never }],
    ["a start that is text", { nbf: "0" as never }],
  ])("refused: %s", async (_, changed) => {
    await refused(await withClaims(changed));
  });

  test.each([
    ["a logout token", { typ: "logout+jwt" }],
    ["a DPoP proof", { typ: "dpop+jwt" }],
    ["an encrypted key", { typ: "JWE" }],
    ["a type that is empty", { typ: "" }],
    ["a type that is a list", { typ: ["JWT"] }],
    ["a type that is null", { typ: null }],
    ["an empty list of critical extensions", { crit: [] }],
    ["a critical extension nobody knows", { crit: ["exp-2"], "exp-2": 1 }],
    ["a critical extension that jose knows", { crit: ["b64"], b64: true }],
    ["a list of critical extensions that is none", { crit: "exp" }],
    ["another algorithm than it is signed with", { alg: "HS256" }],
    ["an algorithm that is a list", { alg: ["ES256"] }],
    ["no algorithm", { alg: undefined }],
    ["another key's name", { kid: "key-ES384" }],
    ["a key's name that is a number", { kid: 5 }],
  ])("refused in the header: %s", async (_, changed) => {
    await refused(await signAnything(own(), { alg: algorithm, kid: own().kid, ...changed }));
  });

  test("refused: any character changed", async () => {
    const token = await sign(own());
    for (let at = 0; at < token.length; at += 7) {
      const changed = token[at] === "A" ? "B" : "A";
      await refused(`${token.slice(0, at)}${changed}${token.slice(at + 1)}`);
    }
  });

  test("refused: another spelling of the same signature", async () => {
    const token = await sign(own());
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.indexOf(token.at(-1) as string);
    // 64 bytes, as 256 do, leave 4 bits of the last character unused.
    const respelt = `${token.slice(0, -1)}${alphabet[last ^ 1]}`;
    expect(Buffer.from(respelt, "base64url")).toEqual(Buffer.from(token, "base64url"));
    await refused(respelt);
    for (const tail of ["=", "==", "A", "\n"]) await refused(`${token}${tail}`);
  });

  test("refused: another key under a known name, or an unknown one", async () => {
    const other = await createSigner(algorithm, own().kid);
    await refused(await sign(other));
    await refused(await sign({ ...other, kid: "unknown" }));
  });

  test("refused: a key that the token brings along", async () => {
    const other = await createSigner(algorithm, "key-x");
    await refused(await sign(other, claims(), { jwk: other.publicJwk }));
    await refused(await sign(other, claims(), { jku: "https://evil.example.com/jwks.json" }));
    await refused(await sign(other, claims(), { kid: own().kid, jwk: other.publicJwk }));
  });
});

describe("algorithms", () => {
  test.each(["ES384", "PS256"] as const)("%s is refused, though the key is the issuer's", (name) =>
    sign(signer(name)).then(refused));

  test("none is refused, with and without a signature", async () => {
    for (const alg of ["none", "None", "NONE", ""]) {
      const unsigned = `${encode({ alg, kid: "key-ES256" })}.${encode(claims())}`;
      for (const signature of ["", "AAAA"]) await refused(`${unsigned}.${signature}`);
    }
  });

  test("HS256 with the public key as the secret is refused", async () => {
    const { publicJwk } = signer("RS256");
    const pem = await exportSPKI((await importJWK(publicJwk, "RS256")) as CryptoKey);
    const input = `${encode({ alg: "HS256", kid: "key-RS256" })}.${encode(claims())}`;
    for (const secret of [pem, JSON.stringify(publicJwk), publicJwk.n as string]) {
      await refused(`${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`);
    }
  });
});

describe("several issuers", () => {
  const other = (changed: JWTPayload = {}) =>
    sign(elsewhere, claims({ iss: OTHER_ISSUER, aud: "other-api", ...changed }));

  test("each is held to its own audience", async () => {
    expect(await verify(await other())).toBe(`${OTHER_PREFIX}jane`);
    await refused(await other({ aud: AUDIENCE }));
    await refused(await sign(signer("ES256"), claims({ aud: "other-api" })));
  });

  test("an issuer with accounts of its own stays among them, whatever it signs", async () => {
    for (const sub of [
      "jane",
      `${OTHER_PREFIX}jane`,
      "iss:ffffffffffffffff:jane",
      "s".repeat(255),
    ]) {
      expect(await verify(await other({ sub }))).toBe(`${OTHER_PREFIX}${sub}`);
    }
    await refused(await other({ sub: "s".repeat(256) }));
  });

  test("a subject that only looks like one of another issuer is the account", async () => {
    for (const sub of ["iss:jane", "iss:0123456789abcde:jane", "iss:0123456789ABCDEF:jane"]) {
      expect(await verify(await sign(signer("ES256"), claims({ sub })))).toBe(sub);
    }
  });

  test("none may sign for another, though their keys have the same name", async () => {
    await refused(await other({ iss: ISSUER, aud: AUDIENCE }));
    await refused(
      await sign(signer("ES256"), claims({ iss: OTHER_ISSUER, aud: ["other-api", AUDIENCE] })),
    );
  });
});

test("the oldest token that is accepted can be set", async () => {
  const token = await sign(signer("ES256"), claims({ iat: now() - 7_200 }));
  const within = (hours: number) => verifyJwt(token, { ...trust, maxAgeSeconds: hours * 3_600 });
  await expect(within(1)).rejects.toThrow(InvalidCredential);
  expect((await within(3)).account).toBe("jane");
});
