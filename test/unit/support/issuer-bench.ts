import { expect } from "vitest";
import { InvalidCredential } from "../../../shared/auth/credentials.ts";
import { DependencyFailure } from "../../../shared/auth/dependency-failure.ts";
import { verifyJwt } from "../../../shared/auth/jwt.ts";
import { type TrustOptions, trustIssuers } from "../../../shared/auth/trusted-issuers.ts";
import type { KeyServer } from "./key-server.ts";
import { AUDIENCE, claims, type Signer, sign } from "./signer.ts";

export const JWKS = "/keys";
export const CONFIGURATION = "/.well-known/openid-configuration";
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const jwks = (...signers: Signer[]) => ({
  keys: signers.map(({ publicJwk }) => publicJwk),
});

/** The authorizer's trust in one issuer, under a clock that the test moves. */
export class IssuerBench {
  readonly #trust: ReturnType<typeof trustIssuers>;
  readonly #issuer: string;
  #now = Date.now();
  /** What was told of failures while older keys served on. */
  readonly stale: string[] = [];

  constructor(issuer: string, jwksUri: string | undefined, recall?: TrustOptions["recall"]) {
    this.#issuer = issuer;
    this.#trust = trustIssuers([{ issuer, audiences: [AUDIENCE], jwksUri }], {
      maxAgeSeconds: 86_400,
      now: () => this.#now,
      onStale: ({ message }) => this.stale.push(message),
      ...(recall && { recall }),
    });
  }

  /** With the keys of a server at `/keys`, and the server as the issuer. */
  static of(server: KeyServer, recall?: TrustOptions["recall"]): IssuerBench {
    return new IssuerBench(server.url, `${server.url}${JWKS}`, recall);
  }

  /** The time of the bench's clock. */
  get now(): number {
    return this.#now;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Verifies a token that the signer makes just now. */
  async verify(signer: Signer, changed: Record<string, unknown> = {}): Promise<string> {
    const iat = Math.floor(this.#now / SECOND);
    const payload = claims({ iss: this.#issuer, iat, exp: iat + 600, ...changed });
    return (await verifyJwt(await sign(signer, payload), this.#trust)).account;
  }

  async accepts(signer: Signer): Promise<void> {
    expect(await this.verify(signer)).toBe("jane");
  }

  /** The caller's token is not good. */
  async refuses(signer: Signer): Promise<void> {
    await expect(this.verify(signer)).rejects.toThrow(InvalidCredential);
  }

  /** Our own dependency failed: the caller is not to blame, and the gateway is not told 401. */
  async fails(signer: Signer, reason = /./): Promise<void> {
    const failure = this.verify(signer);
    await expect(failure).rejects.toThrow(DependencyFailure);
    await expect(failure).rejects.toThrow(reason);
  }
}
