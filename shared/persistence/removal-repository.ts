import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { ExportLeftover, Leftover, ProfileLeftover } from "../model/profile/leftover.ts";
import { Unavailable } from "../unavailable.ts";
import { ERASURE_SORT, ERASURES } from "./erasure-keys.ts";
import {
  beginningWith,
  type Key,
  LEAD_SORT,
  leadPartition,
  openUploadsKey,
  PENDING_AHEAD,
  PENDING_EXPORTS,
  PENDING_REMOVALS,
  profileSort,
  scanPartition,
  uploadSort,
  usagePartition,
  userPartition,
  viewsPartition,
  visitorSort,
} from "./keys.ts";
import { pagesOf, wholePartition } from "./pages-of.ts";
import { pendingKeyOf, toLeftover } from "./pending-removal.ts";
import { batchDeleteItem, deleteItem, updateItem } from "./table.ts";
import { topKeysOf } from "./top-repository.ts";

/** Items a BatchWriteItem call takes. */
const BATCH = 25;

/**
 * Deletes the entries and photo uploads a removed profile left, which the account then has open no
 * more. Deleting what is gone succeeds, so that this can be stopped anywhere and run again. 2 Queries,
 * or more pages, and 1 write an item; 1 more where there are uploads.
 */
export async function removeItems(owner: string, profileId: string): Promise<void> {
  for await (const keys of keysOf(owner, `${profileSort(profileId)}#`)) await deleteAll(keys);
  for await (const keys of keysOf(owner, uploadSort(profileId))) {
    if (keys.length > 0) await closeUploads(owner, keys);
    await deleteAll(keys);
  }
}

async function* keysOf(owner: string, sort: string) {
  const range = beginningWith(userPartition(owner), sort);
  for await (const page of pagesOf({ ...range, ProjectionExpression: "pk, sk" })) {
    yield page as unknown as readonly Key[];
  }
}

/** An account that has none open, or is gone, is left alone. */
async function closeUploads(owner: string, keys: readonly Key[]): Promise<void> {
  const ids = keys.map(({ sk }) => sk.slice(sk.lastIndexOf("#") + 1));
  try {
    await updateItem({
      Key: openUploadsKey(owner),
      UpdateExpression: "DELETE #open :ids",
      ConditionExpression: "attribute_exists(#open)",
      ExpressionAttributeNames: { "#open": "open" },
      ExpressionAttributeValues: { ":ids": new Set(ids) },
    });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** Deletes what was counted of a removed profile. 1 Query, or more pages, and 1 write an item. */
export async function removeTallies(profileId: string): Promise<void> {
  const items = pagesOf({
    ...wholePartition(viewsPartition(profileId)),
    ProjectionExpression: "pk, sk",
  });
  for await (const page of items) await deleteAll(page as unknown as readonly Key[]);
}

/**
 * Deletes the leads and scans of a removed profile, and by what its visitors were known. Leads and
 * scans go by time and not by profile: 1 Query of each kind over all of the account's, 1 of the
 * visitors, or more pages, and 1 write an item. May be stopped anywhere and run again.
 */
export async function removeVisits(owner: string, profileId: string): Promise<void> {
  const visitors = beginningWith(leadPartition(owner), visitorSort(profileId));
  for (const range of [
    ofProfile(beginningWith(leadPartition(owner), LEAD_SORT), profileId),
    { ...visitors, ProjectionExpression: "pk, sk" },
    ofProfile(wholePartition(scanPartition(owner)), profileId),
  ]) {
    for await (const page of pagesOf(range)) await deleteAll(page as unknown as readonly Key[]);
  }
}

/**
 * Deletes what says on which days an account was used much. By its counters, which must still be there:
 * 1 Query for each 1 MB of them, 1 write an item. May be stopped anywhere and run again.
 */
export async function removeTops(owner: string): Promise<void> {
  for await (const page of pagesOf(wholePartition(usagePartition(owner)))) {
    await deleteAll(topKeysOf(page));
  }
}

/** The keys of what is of a profile within a range. */
function ofProfile(range: ReturnType<typeof wholePartition>, profileId: string) {
  return {
    ...range,
    FilterExpression: "profileId = :id",
    ExpressionAttributeValues: { ...range.ExpressionAttributeValues, ":id": profileId },
    ProjectionExpression: "pk, sk",
  };
}

/**
 * Everything that is not yet removed, not yet kept for good, or not yet made, whatever became of the stream. 1
 * consistent Query a partition, all at once, or more pages.
 */
export async function findPendingRemovals(): Promise<Leftover[]> {
  const begun = ERASURES.map((partition) => beginningWith(partition, ERASURE_SORT));
  const found = await Promise.all([...pendingOfAccounts(), ...begun.map(pendingIn)]);
  return found.flat();
}

/**
 * The same of one account, and of the profiles that it had, but for its erasure. 1 consistent Query a
 * partition, all at once.
 */
export async function findPendingOf(owner: string): Promise<(ProfileLeftover | ExportLeftover)[]> {
  const pending = (await Promise.all(pendingOfAccounts())).flat();
  return pending.filter(
    (leftover): leftover is ProfileLeftover | ExportLeftover =>
      "owner" in leftover && leftover.owner === owner && leftover.kind !== "erasure",
  );
}

function pendingOfAccounts(): Promise<Leftover[]>[] {
  const partitions = [...PENDING_REMOVALS, PENDING_AHEAD, ...PENDING_EXPORTS];
  return partitions.map((pk) => pendingIn(wholePartition(pk)));
}

async function pendingIn(range: ReturnType<typeof wholePartition>): Promise<Leftover[]> {
  const found: Leftover[] = [];
  for await (const page of pagesOf(range)) found.push(...page.map(toLeftover));
  return found;
}

/** Nothing is left of it. 1 write, which may be repeated. */
export async function forgetPendingRemoval(leftover: Leftover): Promise<void> {
  await deleteItem({ Key: pendingKeyOf(leftover) });
}

async function deleteAll(keys: readonly Key[]): Promise<void> {
  for (let from = 0; from < keys.length; from += BATCH) {
    const isDone = await batchDeleteItem(keys.slice(from, from + BATCH));
    // The stream's own retries, with their pauses, take up what was throttled.
    if (!isDone) throw new Unavailable("Some items remain.");
  }
}
