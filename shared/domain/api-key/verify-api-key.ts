import { log } from "../../log.ts";
import { type ApiKey, isExpired } from "../../model/api-key/api-key.ts";
import { runningSecrets } from "../../model/api-key/former-secrets.ts";
import { digestOf, parseApiKey, sameDigest } from "../../model/api-key/key-format.ts";
import { findApiKey, noteUse } from "../../persistence/api-key-repository.ts";
import { pepperOf } from "../../persistence/pepper-store.ts";

/** `lastUsedAt` is written at most once an hour. */
const USE_NOTED_MS = 3_600_000;

/**
 * The key behind what a caller sent, or undefined when it is not good: malformed, unknown, revoked,
 * expired, or of another secret. 1 consistent read, so that a revocation holds from then on.
 */
export async function verifyApiKey(text: string, now = new Date()): Promise<ApiKey | undefined> {
  const id = parseApiKey(text);
  const key = id === undefined ? undefined : await findApiKey(id);
  if (!key || isExpired(key, now.toISOString())) return undefined;
  if (!(await matches(text, key, now.toISOString()))) return undefined;
  const unnoted = key.lastUsedAt === null || +now - Date.parse(key.lastUsedAt) >= USE_NOTED_MS;
  if (unnoted) {
    await noteUse(key.id, now.toISOString()).catch(() => log("warn", "key use not noted"));
  }
  return key;
}

async function matches(text: string, key: ApiKey, now: string): Promise<boolean> {
  for (const { digest, pepper } of [key, ...runningSecrets(key, now)]) {
    const { value } = await pepperOf(pepper);
    if (sameDigest(digestOf(text, value), digest)) return true;
  }
  return false;
}
