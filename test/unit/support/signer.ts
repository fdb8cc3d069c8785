import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from "jose";

export const ISSUER = "https://issuer.example.com/";
export const AUDIENCE = "profiles-api";

export type Algorithm = "RS256" | "ES256" | "EdDSA" | "ES384" | "PS256";

/** An issuer's key pair. */
export interface Signer {
  readonly algorithm: Algorithm;
  readonly kid: string;
  readonly publicJwk: JWK;
  readonly privateKey: CryptoKey;
}

export async function createSigner(algorithm: Algorithm, kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { algorithm, kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid } };
}

export const now = () => Math.floor(Date.now() / 1_000);

/** What a good token says; a claim set to undefined is left out. */
export function claims(changed: Record<string, unknown> = {}): JWTPayload {
  const all = { iss: ISSUER, aud: AUDIENCE, sub: "jane", iat: now(), exp: now() + 600, ...changed };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export function sign(
  signer: Signer,
  payload: JWTPayload = claims(),
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(payload)
    .setProtectedHeader({ alg: signer.algorithm, kid: signer.kid, ...header })
    .sign(signer.privateKey);
}

/** A part of a JWT. */
export const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
