import { createHash } from "node:crypto";

/**
 * Keys of the gateway that the accounts of a kind share. Each has throttles of its own, so that an
 * account takes nothing from those of other shards (ADR 33).
 */
export const GATEWAY_SHARDS = 32;

/** Whose requests share keys: people with JWTs, and API keys of the free plan. */
export const SHARED_KINDS = ["session", "free"] as const;

/** One of {@link SHARED_KINDS}. */
export type SharedKind = (typeof SHARED_KINDS)[number];

/** The shard of an account: always the same one. @param shards how many there are */
export function shardOf(account: string, shards: number): number {
  return createHash("sha256").update(account).digest().readUInt32BE() % shards;
}

/**
 * Value of a shard's key in the gateway. It opens nothing, as the gateway takes keys from the
 * authorizer only. Letters and digits, as API Gateway's documents have it; the first one of sessions
 * is as it was when there were no others.
 * @param deployment what no other deployment of the region has, such as the id of the gateway's stack
 */
export function shardKeyValue(kind: SharedKind, deployment: string, shard: number): string {
  return `${kind}${deployment}${shard === 0 ? "" : `s${shard}`}`;
}
