import { DAY_MS, expiryOf } from "../../model/expiry.ts";
import { findStoredKeys, storeKeys } from "../../persistence/issuer-keys-repository.ts";

/** The authorizer goes by no keys that were read longer ago. */
const KEPT_MS = DAY_MS;
/** The same keys are written again after this, so that they never get near that age. */
const REWRITE_MS = 3_600_000;
/** Far below the 400 KB of an item; an issuer's answer is held to the same. */
const LARGEST_BYTES = 256 * 1024;

/** An issuer's keys as they were last read. */
export interface KeptKeys {
  /** A key set (RFC 7517, 5). */
  readonly document: unknown;
  /** When the issuer was asked for it, in milliseconds. */
  readonly readAt: number;
}

/** The keys an issuer was last seen with. 1 consistent read. */
export async function recallKeys(issuer: string): Promise<KeptKeys | undefined> {
  const stored = await findStoredKeys(issuer);
  return stored && { document: JSON.parse(stored.keys), readAt: stored.readAt };
}

/**
 * Keeps what an issuer has just answered: 1 consistent read, and 1 write when the keys have changed
 * or were written over an hour ago. An empty set is kept as well: the issuer has taken all keys back.
 * @throws RangeError for a set of over 256 KB
 */
export async function keepKeys(
  issuer: string,
  document: { readonly keys: unknown },
  readAt: number,
): Promise<void> {
  const keys = JSON.stringify({ keys: document.keys });
  if (Buffer.byteLength(keys) > LARGEST_BYTES) throw new RangeError("a key set of over 256 KB");
  const stored = await findStoredKeys(issuer);
  if (stored?.keys === keys && readAt - stored.readAt < REWRITE_MS) return;
  await storeKeys(issuer, { keys, readAt }, expiryOf(readAt, KEPT_MS));
}
