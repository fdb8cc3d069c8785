import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

const ISSUER = "https://issuer.example";
const AUDIENCE = "profiles-api";
const HEADER = { alg: "RS256", kid: "bench", typ: "JWT" };

/** An issuer that the services trust. */
export interface TokenIssuer {
  /** As the functions' variable `JWT_ISSUERS` has it. */
  readonly setting: string;
  /** A good token of an account, with claims and header parameters of the caller's own on top. */
  token(account: string, claims?: JWTPayload, header?: Partial<typeof HEADER>): Promise<string>;
  /** A token that another key has signed under the same name. */
  forged(account: string): Promise<string>;
  stop(): void;
}

/** Serves its key set on the loopback. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(HEADER.alg);
  const { privateKey: otherKey } = await generateKeyPair(HEADER.alg);
  const { kid, alg } = HEADER;
  const keySet = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), kid, alg, use: "sig" }],
  });
  const server = createServer((_, response) => response.end(keySet));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const jwksUri = `http://127.0.0.1:${port}/`;
  return {
    setting: JSON.stringify([{ issuer: ISSUER, audiences: [AUDIENCE], jwksUri }]),
    token: (account, claims = {}, header = {}) =>
      new SignJWT({ ...goodClaims(account), ...claims })
        .setProtectedHeader({ ...HEADER, ...header })
        .sign(privateKey),
    forged: (account) => new SignJWT(goodClaims(account)).setProtectedHeader(HEADER).sign(otherKey),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function goodClaims(account: string): JWTPayload {
  const now = Math.floor(Date.now() / 1_000);
  return { iss: ISSUER, aud: AUDIENCE, sub: account, iat: now, exp: now + 3_600 };
}
