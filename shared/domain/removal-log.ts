import { accountDigest, logKeyFingerprint } from "../account-digest.ts";
import {
  type NotedRemoval,
  parseRemovalKey,
  type RemovalEntry,
  removalKey,
} from "../model/removal-entry.ts";
import { putRemovalKey, removalKeysSince } from "../persistence/removal-log-store.ts";

/** What was removed; of an account its name, which is not written down. */
export type Removed =
  | Exclude<RemovalEntry, { kind: "account" }>
  | { readonly kind: "account"; readonly account: string; readonly erasureId: string };

/**
 * Notes a removal where a restored table cannot undo it. Called before the record of the removal is
 * forgotten, so that each is noted at least once; noting one again does no harm. 1 write of the
 * bucket.
 */
export async function noteRemoved(removed: Removed, now = new Date()): Promise<void> {
  await putRemovalKey(removalKey({ at: now.toISOString(), entry: entryOf(removed) }));
}

/** Every removal that was noted since a time, in order. @param since ISO 8601, UTC */
export async function* removalsSince(since: string): AsyncGenerator<NotedRemoval> {
  for await (const key of removalKeysSince(since)) {
    const noted = parseRemovalKey(key);
    if (noted) yield noted;
  }
}

function entryOf(removed: Removed): RemovalEntry {
  if (removed.kind !== "account") return removed;
  const { kind, account, erasureId } = removed;
  return { kind, digest: accountDigest(account), erasureId, fingerprint: logKeyFingerprint() };
}
