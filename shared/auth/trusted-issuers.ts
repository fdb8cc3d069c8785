import type { JWTVerifyGetKey } from "jose";
import { ownPrefix } from "./account-namespace.ts";
import { IssuerKeys, type KeySetOptions } from "./key-set.ts";

/** An issuer whose tokens are accepted, as the stack configures it. */
export interface IssuerSetting {
  /** `iss` of its tokens, character by character. */
  readonly issuer: string;
  /** Tokens must be made for one of these. At least one. */
  readonly audiences: readonly string[];
  /** Where its keys are; one that begins with a slash continues the issuer. Else discovered. */
  readonly jwksUri?: string | undefined;
  /**
   * What its accounts begin with, or `own` where only the deployment gets to know the issuer, and so
   * its prefix. Left out, or `shared`: `sub` is the account.
   */
  readonly accounts?: string | undefined;
}

/** What JWTs are held against. */
export interface JwtTrust {
  /** Audiences, accounts and keys by issuer. No other issuer is ever asked for anything. */
  readonly issuers: ReadonlyMap<string, TrustedIssuer>;
  /** Tokens that were issued longer ago are refused, whatever they say. */
  readonly maxAgeSeconds: number;
  /** The time in milliseconds. */
  readonly now: () => number;
}

/** What tokens of an issuer must be made for, whose they are, and the keys that sign them. */
export interface TrustedIssuer {
  readonly audiences: readonly string[];
  /** What its accounts begin with; empty where `sub` alone is the account. */
  readonly accountPrefix: string;
  readonly keys: JWTVerifyGetKey;
}

export interface TrustOptions extends KeySetOptions {
  readonly maxAgeSeconds: number;
}

/** Fetches nothing yet. The keys are kept as long as the result. */
export function trustIssuers(
  configured: readonly IssuerSetting[],
  { maxAgeSeconds, ...options }: TrustOptions,
): JwtTrust {
  const issuers = configured.map((setting) => {
    const { issuer, audiences } = setting;
    const { find: keys } = new IssuerKeys(issuer, jwksUriOf(setting), options);
    return [issuer, { audiences, accountPrefix: prefixOf(setting), keys }] as const;
  });
  return { issuers: new Map(issuers), maxAgeSeconds, now: options.now ?? (() => Date.now()) };
}

/** Whole address of an issuer's keys, if it is given. */
export function jwksUriOf({
  issuer,
  jwksUri,
}: Pick<IssuerSetting, "issuer" | "jwksUri">): string | undefined {
  return jwksUri?.startsWith("/") ? `${issuer.replace(/\/$/, "")}${jwksUri}` : jwksUri;
}

function prefixOf({ issuer, accounts = "" }: IssuerSetting): string {
  if (accounts === "own") return ownPrefix(issuer);
  return accounts === "shared" ? "" : accounts;
}
