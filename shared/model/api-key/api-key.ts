import type { PlanName } from "../plans.ts";

/** An API key as stored: a digest in place of the key. */
export interface ApiKey {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly digest: string;
  /** Version of the pepper behind the digest. */
  readonly pepper: string;
  readonly last4: string;
  readonly createdAt: string;
  /** ISO 8601; null when it does not expire. */
  readonly expiresAt: string | null;
  /** Within the hour; null when it was never used. */
  readonly lastUsedAt: string | null;
  /** Former secrets, each good until the end of its rotation's overlap; the latest first. */
  readonly former: readonly FormerDigest[];
  /** Names the request of the last rotation, so that its repetition is recognised. */
  readonly rotationId: string | null;
  /** Copies of the account's, so that a request is decided by one read. */
  readonly plan: PlanName;
  /** Value of the account's own key in the gateway; left out where it shares one. */
  readonly gatewayKey?: string | undefined;
}

/** A key's former secret, as it is stored; `until` is ISO 8601. */
export interface FormerDigest {
  readonly digest: string;
  readonly pepper: string;
  readonly until: string;
}

/** Live keys an account may have. */
export const MOST_KEYS = 20;

/** Whether its last moment has come. @param now ISO 8601 */
export function isExpired({ expiresAt }: ApiKey, now: string): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** What an owner sees of a key. */
export function apiKeyView(key: ApiKey, now: string) {
  const expired = isExpired(key, now);
  return {
    id: key.id,
    name: key.name,
    last4: key.last4,
    status: expired ? "expired" : "active",
    createdAt: key.createdAt,
    expiresAt: key.expiresAt,
    lastUsedAt: key.lastUsedAt,
  };
}
