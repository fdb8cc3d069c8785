import { accountDigest, logKeyFingerprint } from "../../../shared/account-digest.ts";
import { removalsSince } from "../../../shared/domain/removal-log.ts";
import { type ReplayReport, replayRemovals } from "../../../shared/domain/replay-removals.ts";
import { isBegunSince, type NotedRemoval } from "../../../shared/model/removal-entry.ts";
import { scanAccounts } from "../../../shared/persistence/account-scan.ts";
import { eraseAgain } from "./erase-again.ts";
import { telling } from "./telling.ts";

/** Parts of the table that are searched side by side for accounts. */
const SEGMENTS = 8;

/** What is replayed, and how. */
export interface ReplayOrder {
  /** ISO 8601, UTC: the moment that the table was restored to. */
  readonly since: string;
  /** Ids and digests that are to come back. */
  readonly except: ReadonlySet<string>;
  /** Values of the log key that digests may be under; the first is the one in use. */
  readonly keys: readonly string[];
}

/** How many removals of each kind were noted since a time, in words; `""` for none. */
export async function countRemovals(since: string): Promise<string> {
  const counts = new Map<string, number>();
  for await (const { entry } of removalsOf(since)) {
    counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} of ${kind}`).join(", ");
}

/**
 * Carries out again what was removed since a time. Accounts are known by their digests alone: where
 * some were erased, the whole table is read for them, 128 units a megabyte.
 */
export async function replayOnTable(
  { since, except, keys }: ReplayOrder,
  tell: (line: string) => void,
): Promise<ReplayReport> {
  const owners = await findOwners(since, keys, tell);
  const fingerprints = new Set(keys.map((key) => logKeyFingerprint(key)));
  const count = telling("removals carried out again", tell);
  const told = (async function* () {
    for await (const removal of removalsOf(since)) {
      yield removal;
      count(1);
    }
  })();
  return replayRemovals(told, { except, owners, fingerprints, erase: eraseAgain });
}

/**
 * An account may begin anew after its erasure. One that began to be erased well before the moment of
 * the restore is so in the restored table as well, and is finished there.
 */
async function* removalsOf(since: string): AsyncGenerator<NotedRemoval> {
  for await (const noted of removalsSince(since)) if (isBegunSince(noted, since)) yield noted;
}

/** The accounts that were erased, by their digests. */
async function findOwners(
  since: string,
  keys: readonly string[],
  tell: (line: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Set<string>();
  for await (const { entry } of removalsOf(since)) {
    if (entry.kind === "account") digests.add(entry.digest);
  }
  const owners = new Map<string, string>();
  if (digests.size === 0) return owners;
  const count = telling("accounts read", tell);
  await Promise.all(
    Array.from({ length: SEGMENTS }, async (_, number) => {
      for await (const owner of scanAccounts({ number, of: SEGMENTS })) {
        count(1);
        for (const key of keys) {
          const digest = accountDigest(owner, key);
          if (digests.has(digest)) owners.set(digest, owner);
        }
      }
    }),
  );
  return owners;
}
