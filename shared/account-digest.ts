import { settings } from "./settings.ts";

/** Hexadecimal digits of a digest: 128 bits. */
const DIGITS = 32;
const FINGERPRINT_DIGITS = 8;

/**
 * What stands for an account where it is written down for operators: in logs, in audit records, in
 * receipts. HMAC-SHA-256 under a secret of the deployment: an account is found by its digest, and no
 * digest leads back to it without the secret. Takes 5 µs; nothing is loaded before the first one.
 * @param account `sub` of its JWTs, behind the prefix of its issuer where that has one
 * @param key a former value of the secret, for what was written under it
 * @throws Error where the environment has no secret
 */
export function accountDigest(account: string, key = settings.logKey): string {
  return hexOf(account, key).slice(0, DIGITS);
}

/**
 * What tells the keys of digests apart: two digests can be compared only where it is the same. Tells
 * nothing of the key.
 */
export function logKeyFingerprint(key = settings.logKey): string {
  // No account's name begins so.
  return hexOf("\0fingerprint", key).slice(0, FINGERPRINT_DIGITS);
}

function hexOf(text: string, key: string): string {
  // Built in, and loaded at once: functions that log no account start without it.
  const { createHmac } = process.getBuiltinModule("node:crypto");
  return createHmac("sha256", key).update(text).digest("hex");
}
