import type { JWTVerifyGetKey } from "jose";
import type { DependencyFailure } from "./dependency-failure.ts";
import { IssuerKeys } from "./key-set.ts";

/** An issuer whose tokens are accepted, as the stack configures it. */
export type IssuerSetting = IssuerAddress &
  (
    | { /** `aud` that its tokens must name. */ readonly audience: string }
    | { /** Several, of which they must name one. */ readonly audiences: readonly string[] }
  );

interface IssuerAddress {
  /** `iss` of its tokens, character by character. */
  readonly issuer: string;
  /** Where its keys are; discovered from the issuer when left out. */
  readonly jwksUri?: string | undefined;
}

/** What JWTs are held against. */
export interface JwtTrust {
  /** Audience and keys by issuer. No other issuer is ever asked for anything. */
  readonly issuers: ReadonlyMap<string, TrustedIssuer>;
  /** Tokens that were issued longer ago are refused, whatever they say. */
  readonly maxAgeSeconds: number;
  /** The time in milliseconds. */
  readonly now: () => number;
}

/** What tokens of an issuer must be made for, and the keys that sign them. */
export interface TrustedIssuer {
  readonly audience: string | string[];
  readonly keys: JWTVerifyGetKey;
}

export interface TrustOptions {
  readonly maxAgeSeconds: number;
  readonly now?: () => number;
  /** Told of each attempt to read keys that failed while older ones serve on. */
  readonly onStale?: (failure: DependencyFailure) => void;
}

/** Fetches nothing yet. The keys are kept as long as the result. */
export function trustIssuers(
  configured: readonly IssuerSetting[],
  { maxAgeSeconds, now = () => Date.now(), onStale }: TrustOptions,
): JwtTrust {
  const options = { now, ...(onStale && { onStale }) };
  const issuers = configured.map((setting) => {
    const { issuer, jwksUri } = setting;
    const audience = "audiences" in setting ? [...setting.audiences] : setting.audience;
    const { find: keys } = new IssuerKeys(issuer, jwksUri, options);
    return [issuer, { audience, keys }] as const;
  });
  return { issuers: new Map(issuers), maxAgeSeconds, now };
}
