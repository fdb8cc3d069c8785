import { type ApiKey, isExpired, MOST_KEYS } from "../../model/api-key/api-key.ts";
import type { CreateApiKeyInput } from "../../model/api-key/api-key-schema.ts";
import { formerAfterRotation } from "../../model/api-key/former-secrets.ts";
import { digestOf, newApiKey, newKeyId } from "../../model/api-key/key-format.ts";
import { Problem } from "../../model/problem.ts";
import {
  findApiKey,
  findApiKeys,
  insertApiKey,
  type Renewal,
  removeApiKey,
  replaceDigest,
} from "../../persistence/api-key-repository.ts";
import { findKeyHolder, ownGatewayKey } from "../../persistence/key-holder-repository.ts";
import { currentPepper, type Pepper } from "../../persistence/pepper-store.ts";
import { requireOpen } from "../../persistence/standing-steps.ts";
import type { Step } from "../../persistence/transaction.ts";
import { untilCommitted } from "../until-committed.ts";

/** A stored key with its secret, which nothing keeps. */
export interface IssuedKey {
  readonly key: ApiKey;
  readonly secret: string;
}

/**
 * Issues a key. 1 read and 1 transaction of 2. The same request again gives the key it made before
 * another secret: nobody was told the first.
 * @param newId the same whenever the request is repeated
 * @throws Problem `conflict` `api_key_limit_reached`
 */
export async function createApiKey(
  owner: string,
  input: CreateApiKeyInput,
  newId: string | undefined,
): Promise<IssuedKey> {
  const pepper = await currentPepper();
  const id = newKeyId(newId);
  return untilCommitted(async () => {
    const holder = await findKeyHolder(owner);
    const made = holder.apiKeyIds.includes(id) ? await findApiKey(id) : undefined;
    const secret = newApiKey(id);
    const fresh = { ...renewal(secret, pepper), former: [], rotationId: null };
    if (made) return (await replaceDigest(made, fresh)) ? issued(made, fresh, secret) : undefined;
    if (holder.apiKeyIds.length >= MOST_KEYS) throw limitReached();
    const key: ApiKey = {
      ...fresh,
      id,
      owner,
      name: input.name,
      createdAt: new Date().toISOString(),
      expiresAt: input.expiresAt ?? null,
      lastUsedAt: null,
      plan: holder.plan,
      gatewayKey: ownGatewayKey(holder),
    };
    const failures = await insertApiKey(key, MOST_KEYS);
    requireOpen(failures.get("account"));
    return failures.size === 0 ? { key, secret } : undefined;
  });
}

function renewal(secret: string, { value, version }: Pepper) {
  return { digest: digestOf(secret, value), pepper: version, last4: secret.slice(-4) };
}

function issued(key: ApiKey, next: Renewal, secret: string): IssuedKey {
  return { key: { ...key, ...next }, secret };
}

/** The account's keys in the order they were issued. */
export async function listApiKeys(owner: string): Promise<ApiKey[]> {
  const { apiKeyIds } = await findKeyHolder(owner);
  const keys = await findApiKeys(apiKeyIds);
  return keys.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/**
 * Revokes a key, from the next request on. 1 transaction.
 * @param more goes into the same transaction
 * @throws Problem `not_found`
 */
export async function deleteApiKey(
  owner: string,
  id: string,
  more: readonly Step<"audit">[] = [],
): Promise<void> {
  const failures = await removeApiKey(owner, id, more);
  if (failures.size > 0) throw keyNotFound();
}

/**
 * Gives a key another secret. The former one stays good for the overlap, so that callers can be
 * changed over without a gap; a repetition of the same request leaves that as it is. A rotation
 * ends no overlap that runs, unless it has none itself: a caller whose answer was lost rotates again.
 * @param newId the same whenever the request is repeated
 * @throws Problem `not_found`, `conflict` `api_key_expired` or `api_key_overlaps_running`
 */
export async function rotateApiKey(
  owner: string,
  id: string,
  overlapSeconds: number,
  newId: string | undefined,
): Promise<IssuedKey> {
  const pepper = await currentPepper();
  return untilCommitted(async () => {
    const key = await findApiKey(id);
    if (key?.owner !== owner) throw keyNotFound();
    const secret = newApiKey(id);
    const repeated = newId !== undefined && key.rotationId === newId;
    const now = Date.now();
    if (isExpired(key, new Date(now).toISOString())) throw keyExpired();
    const end = new Date(now + overlapSeconds * 1_000).toISOString();
    const until = overlapSeconds > 0 ? end : undefined;
    const next = {
      ...renewal(secret, pepper),
      former: repeated ? key.former : formerAfterRotation(key, until, new Date(now).toISOString()),
      rotationId: newId ?? null,
    };
    return (await replaceDigest(key, next)) ? issued(key, next, secret) : undefined;
  });
}

function keyNotFound(): Problem {
  return new Problem("not_found", "api_key_not_found", "API key not found.");
}

/** A fresh secret would be dead from the start: the end of a key stays what it is. */
function keyExpired(): Problem {
  const detail = "The API key has expired. Create another one.";
  return new Problem("conflict", "api_key_expired", detail);
}

function limitReached(): Problem {
  const detail = `The account has ${MOST_KEYS} API keys, which is the most it may have.`;
  return new Problem("conflict", "api_key_limit_reached", detail);
}
