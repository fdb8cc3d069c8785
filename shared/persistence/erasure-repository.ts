import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type {
  ErasedCounts,
  Erasure,
  ErasureReceipt,
  LeftBehind,
} from "../model/account/erasure.ts";
import type { Slug } from "../model/profile/kept-slug.ts";
import type { ProfileRoot } from "../model/profile/profile.ts";
import { Unavailable } from "../unavailable.ts";
import { erasedKindOf, toErasure, toReceipt } from "./erasure-item.ts";
import { erasureKey, receiptKey } from "./erasure-keys.ts";
import {
  closeAccountSteps,
  countStep,
  type ErasureStep,
  eraseItemsSteps,
  eraseKeysSteps,
  eraseProfileSteps,
  settleSteps,
} from "./erasure-steps.ts";
import { getItems } from "./get-items.ts";
import {
  accountKey,
  beginningWith,
  EXPORT_SORT,
  isRootSort,
  type Key,
  profileKey,
  profileSort,
  RESERVED_SORT,
  slugKey,
  userPartition,
} from "./keys.ts";
import { pagesOf, wholePartition } from "./pages-of.ts";
import { toRoot } from "./profile-item.ts";
import { getItem, updateItem } from "./table.ts";
import { transact } from "./transaction.ts";

/** Items that go in one transaction, which holds 100 writes, and counts them. */
const AT_ONCE = 90;
/** Times that a partition is begun anew, as items go from it meanwhile. */
const TRIES = 20;

/** Another run has finished the erasure. */
export class ErasureOver extends Error {
  override readonly name = "ErasureOver";
}

/** 1 consistent read. @returns undefined once it has ended, or if it never began */
export async function findErasure(id: string): Promise<Erasure | undefined> {
  const item = await getItem(erasureKey(id));
  return item && toErasure(item);
}

/** 1 consistent read. @returns undefined until it has ended, and once it is no longer kept */
export async function findReceipt(id: string): Promise<ErasureReceipt | undefined> {
  const item = await getItem(receiptKey(id));
  return item && toReceipt(item);
}

/** The roots of at most 100 profiles, those that are there. 1 consistent batch. */
export async function findRoots(owner: string, ids: readonly string[]): Promise<ProfileRoot[]> {
  const items = await getItems(ids.map((id) => profileKey(owner, id)));
  return items.map((item) => toRoot(item, owner, String(item.sk).slice(profileSort().length)));
}

/**
 * Makes at most 20 profiles gone for every reader, with their slugs. 1 batch of reads, 1 transaction.
 * @returns false when one of them was changed since it was read
 * @throws ErasureOver
 */
export async function eraseProfiles(
  erasure: Erasure,
  roots: readonly ProfileRoot[],
  now: string,
): Promise<boolean> {
  const ids = roots.map(({ id }) => id);
  const slugs = await getItems(roots.map(({ slug }) => slugKey(slug)));
  const known = new Map(slugs.map((item) => [item.pk, item as Slug]));
  const went = { profiles: roots.length, photos: roots.filter(({ photo }) => photo).length };
  const steps = roots.flatMap((root) =>
    eraseProfileSteps(root, known.get(slugKey(root.slug).pk) ?? {}, now),
  );
  return commit([...steps, countStep(erasure, went, { profileIds: ids })]);
}

/**
 * Revokes all keys of an account. 1 transaction.
 * @returns false when it has gained or lost one since it was read
 * @throws ErasureOver
 */
export function eraseKeys(erasure: Erasure, keyIds: readonly string[]): Promise<boolean> {
  const count = countStep(erasure, { apiKeys: keyIds.length });
  return commit([...eraseKeysSteps(erasure.owner, keyIds), count]);
}

/**
 * Takes back what an account has asked for as archives: none can be asked for any more, and none that is
 * being made will be kept. 1 Query, and 1 transaction where there is one.
 * @returns the ids, whose objects may still be there
 * @throws ErasureOver, or Unavailable when others kept removing the same items
 */
export async function eraseExports(erasure: Erasure): Promise<readonly string[]> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const ids = await eraseExportsOnce(erasure);
    if (ids) return ids;
  }
  throw new Unavailable("Others kept removing the same items.");
}

/** Undefined when one has gone that was to be taken back: each goes by itself after a day, too. */
async function eraseExportsOnce(erasure: Erasure): Promise<readonly string[] | undefined> {
  const ids: string[] = [];
  const range = { ...beginningWith(userPartition(erasure.owner), EXPORT_SORT) };
  for await (const page of pagesOf({ ...range, ProjectionExpression: "pk, sk" })) {
    const exportIds = page.map(({ sk }) => String(sk).slice(EXPORT_SORT.length));
    if (exportIds.length === 0) continue;
    const count = countStep(erasure, { exports: exportIds.length }, { exportIds });
    if (!(await commit([...eraseItemsSteps(page as readonly Key[]), count]))) return undefined;
    ids.push(...exportIds);
  }
  return ids;
}

/**
 * Takes the account's name off the slugs that are kept for it: they stay kept, for nobody. May be
 * stopped anywhere and run again. 1 Query, 1 write for each.
 */
export async function abandonReserved(owner: string): Promise<void> {
  for await (const page of pagesOf(beginningWith(userPartition(owner), RESERVED_SORT))) {
    for (const { sk } of page) await abandon(String(sk).slice(RESERVED_SORT.length), owner);
  }
}

/** Unless it is somebody else's by now. */
async function abandon(slug: string, owner: string): Promise<void> {
  try {
    await updateItem({
      Key: slugKey(slug),
      UpdateExpression: "REMOVE reservedFor",
      ConditionExpression: "reservedFor = :owner",
      ExpressionAttributeValues: { ":owner": owner },
    });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/**
 * Removes all items of a partition but the account's own and the roots of profiles, each counted
 * once. May be stopped anywhere and run again. 1 Query for each 1 MB, 1 transaction for each 90 items.
 * @returns the ids of profiles that are still there
 * @throws ErasureOver, or Unavailable when others kept removing the same items
 */
export async function erasePartition(erasure: Erasure, pk: string): Promise<readonly string[]> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const profiles = await eraseOnce(erasure, pk);
    if (profiles) return profiles;
  }
  throw new Unavailable("Others kept removing the same items.");
}

/** Undefined when an item has gone that was to be removed. */
async function eraseOnce(erasure: Erasure, pk: string): Promise<string[] | undefined> {
  const account = accountKey(erasure.owner);
  const profiles: string[] = [];
  for await (const page of pagesOf({ ...wholePartition(pk), ProjectionExpression: "pk, sk" })) {
    const keys = page as readonly Key[];
    const roots = keys.filter(({ sk }) => isRootSort(sk));
    profiles.push(...roots.map(({ sk }) => sk.slice(profileSort().length)));
    const going = keys.filter(
      (key) => !isRootSort(key.sk) && !(key.pk === account.pk && key.sk === account.sk),
    );
    for (let from = 0; from < going.length; from += AT_ONCE) {
      const some = going.slice(from, from + AT_ONCE);
      const count = countStep(erasure, countedOf(some));
      if (!(await commit([...eraseItemsSteps(some), count]))) return undefined;
    }
  }
  return profiles;
}

function countedOf(keys: readonly Key[]): ErasedCounts {
  const went: Record<string, number> = {};
  for (const key of keys) {
    const kind = erasedKindOf(key);
    if (kind !== undefined) went[kind] = (went[kind] ?? 0) + 1;
  }
  return went;
}

/**
 * Takes the account's own item away, which was the last of what it had. 1 transaction.
 * @throws ErasureOver when another run has done so; Unavailable when the account is not being erased
 */
export async function closeAccount(erasure: Erasure, left: LeftBehind): Promise<void> {
  const isDone = await commit(closeAccountSteps(erasure, left));
  if (!isDone) throw new Unavailable("The account's item is not that of this erasure.");
}

/** Leaves the receipt in the place of the record. 1 transaction. @throws ErasureOver */
export async function settleErasure(receipt: ErasureReceipt): Promise<void> {
  await commit(settleSteps(receipt));
}

async function commit(steps: readonly ErasureStep[]): Promise<boolean> {
  const failures = await transact(steps);
  if (failures.has("erasure")) throw new ErasureOver("The erasure is over.");
  return failures.size === 0;
}
