import { createHash } from "node:crypto";
import {
  dropGatewayKey,
  findApiKey,
  findApiKeys,
  findKeyHolder,
  insertApiKey,
  noteGatewayKeyId,
  removeApiKey,
  replaceDigest,
  settleGatewayKeyValue,
} from "../../persistence/api-key-repository.ts";
import { ensureGatewayKey, removeGatewayKey } from "../../persistence/gateway-keys.ts";
import { currentPepper } from "../../persistence/pepper-store.ts";
import { Problem } from "../errors.ts";
import { untilCommitted } from "../retry.ts";
import { type ApiKey, MOST_KEYS } from "./api-key.ts";
import type { CreateApiKeyInput } from "./api-key-schema.ts";
import { digestOf, newApiKey, newGatewayKeyValue, newKeyId } from "./key-format.ts";

/** A stored key with its secret, which nothing keeps. */
export interface IssuedKey {
  readonly key: ApiKey;
  readonly secret: string;
}

/**
 * Issues a key. The account's first one also gets the account its key in the gateway, which binds
 * it to its usage plan.
 * @throws Problem 409 `api_key_limit_reached`
 */
export async function createApiKey(owner: string, input: CreateApiKeyInput): Promise<IssuedKey> {
  const pepper = await currentPepper();
  return untilCommitted(async () => {
    const holder = await findKeyHolder(owner);
    if (holder.apiKeyIds.length >= MOST_KEYS) throw limitReached();
    const gatewayKey = await ensureAccountInGateway(owner);
    const id = newKeyId();
    const secret = newApiKey(id);
    const key: ApiKey = {
      id,
      owner,
      name: input.name,
      digest: digestOf(secret, pepper.value),
      pepper: pepper.version,
      last4: secret.slice(-4),
      createdAt: new Date().toISOString(),
      expiresAt: input.expiresAt ?? null,
      lastUsedAt: null,
      previous: null,
      plan: holder.plan,
      gatewayKey,
    };
    const failures = await insertApiKey(key, MOST_KEYS);
    return failures.size === 0 ? { key, secret } : undefined;
  });
}

/** Settles the value first: whatever is cut off later is found again by it. */
async function ensureAccountInGateway(owner: string): Promise<string> {
  const holder = await settleGatewayKeyValue(owner, newGatewayKeyValue());
  const value = holder.gatewayKeyValue ?? "";
  if (holder.gatewayKeyId === undefined) {
    const id = await ensureGatewayKey(gatewayKeyName(owner), value, holder.plan);
    await noteGatewayKeyId(owner, value, id);
  }
  return value;
}

/** Operators see the gateway's keys; an account's name is no business of theirs there. */
function gatewayKeyName(owner: string): string {
  return `profiles-${createHash("sha256").update(owner).digest("hex").slice(0, 32)}`;
}

/** The account's keys in the order they were issued. */
export async function listApiKeys(owner: string): Promise<ApiKey[]> {
  const { apiKeyIds } = await findKeyHolder(owner);
  const keys = await findApiKeys(apiKeyIds);
  return keys.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/**
 * Revokes a key, from the next request on. With its last key the account leaves the gateway.
 * @throws Problem 404
 */
export async function deleteApiKey(owner: string, id: string): Promise<void> {
  const failures = await removeApiKey(owner, id);
  if (failures.size > 0) throw keyNotFound();
  const { apiKeyIds, gatewayKeyValue, gatewayKeyId } = await findKeyHolder(owner);
  if (apiKeyIds.length > 0 || gatewayKeyValue === undefined) return;
  if (await dropGatewayKey(owner, gatewayKeyValue)) await removeGatewayKey(gatewayKeyId);
}

/**
 * Gives a key another secret. The former one stays good for the overlap, so that callers can be
 * changed over without a gap.
 * @throws Problem 404
 */
export async function rotateApiKey(
  owner: string,
  id: string,
  overlapSeconds: number,
): Promise<IssuedKey> {
  const pepper = await currentPepper();
  return untilCommitted(async () => {
    const key = await findApiKey(id);
    if (key?.owner !== owner) throw keyNotFound();
    const secret = newApiKey(id);
    const next = {
      digest: digestOf(secret, pepper.value),
      pepper: pepper.version,
      last4: secret.slice(-4),
      previous: {
        digest: key.digest,
        pepper: key.pepper,
        until: new Date(Date.now() + overlapSeconds * 1_000).toISOString(),
      },
    };
    return (await replaceDigest(key, next)) ? { key: { ...key, ...next }, secret } : undefined;
  });
}

function keyNotFound(): Problem {
  return new Problem("not_found", "api_key_not_found", "API key not found.");
}

function limitReached(): Problem {
  const detail = `The account has ${MOST_KEYS} API keys, which is the most it may have.`;
  return new Problem("conflict", "api_key_limit_reached", detail);
}
