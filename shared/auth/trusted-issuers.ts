import type { JWTVerifyGetKey } from "jose";
import type { IssuerSetting } from "../model/issuer-setting.ts";
import { ownPrefix } from "./account-namespace.ts";
import { IssuerKeys, type KeySetOptions } from "./key-set.ts";

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

/** How old a token may be, in seconds, and how keys are had. */
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
