import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { Slug } from "../model/profile/kept-slug.ts";
import { accountKey, cardKey, type Key, PARTITION, reservedKey, slugKey } from "./keys.ts";
import { IS_NOT_BEING_ERASED } from "./standing-steps.ts";
import { deleteItem, getItem, type Item, putItem, updateItem } from "./table.ts";
import { type ScanPage, type Segment, scanKeys } from "./table-scan.ts";
import { transact } from "./transaction.ts";

const CARD = cardKey("").sk;
const SLUG = slugKey("").sk;

/** How far a part of the table has been read. */
export interface StripProgress {
  /** Of the last item looked at; undefined before the first and after the last. */
  readonly last: Item | undefined;
  readonly isDone: boolean;
}

/**
 * A page of the tombstones that say whose their profile was, and of the slugs that are kept for an
 * account. 1 Scan of 1 MB.
 */
export function findOwnedLeftovers(segment: Segment, start: Item | undefined): Promise<ScanPage> {
  return scanKeys(
    segment,
    {
      FilterExpression:
        "(sk = :card AND #state = :removed AND attribute_exists(#owner)) OR (sk = :slug AND attribute_exists(reservedFor))",
      ExpressionAttributeNames: { "#state": "state", "#owner": "owner" },
      ExpressionAttributeValues: { ":card": CARD, ":slug": SLUG, ":removed": "removed" },
    },
    start,
  );
}

/**
 * Has an account know of a slug that is kept for it, as releases before this one did not tell it: an
 * erasure finds it there. 1 read and 1 transaction, which may be repeated.
 */
export async function listReserved(key: Key): Promise<void> {
  const { reservedFor, reservedUntil } = ((await getItem(key)) ?? {}) as Slug;
  if (reservedFor === undefined || reservedUntil === undefined) return;
  const Item = { ...reservedKey(reservedFor, slugOf(key)), expiresAt: reservedUntil };
  // Where one does not hold, the slug or the account is somebody's own doing by now.
  await transact([
    {
      label: "slug",
      write: {
        ConditionCheck: {
          Key: key,
          ConditionExpression: "reservedFor = :owner",
          ExpressionAttributeValues: { ":owner": reservedFor },
        },
      },
    },
    {
      label: "account",
      write: {
        ConditionCheck: {
          Key: accountKey(reservedFor),
          ConditionExpression: IS_NOT_BEING_ERASED,
        },
      },
    },
    { label: "reserved", write: { Put: { Item } } },
  ]);
}

function slugOf({ pk }: Key): string {
  return pk.slice(PARTITION.slug.length);
}

/** True for a slug's key, which is no tombstone's. */
export function isSlugKey({ sk }: Key): boolean {
  return sk === SLUG;
}

/** Takes the account off a tombstone. 1 write, which may be repeated. */
export async function stripTombstone(key: Key): Promise<void> {
  try {
    await updateItem({
      Key: key,
      UpdateExpression: "REMOVE #owner",
      ConditionExpression: "#state = :removed",
      ExpressionAttributeNames: { "#state": "state", "#owner": "owner" },
      ExpressionAttributeValues: { ":removed": "removed" },
    });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** 1 read. */
export async function findStripProgress(segment: number): Promise<StripProgress> {
  const item = await getItem(progressKey(segment));
  return { last: item?.last as Item | undefined, isDone: item?.isDone === true };
}

/** 1 write. */
export async function noteStripProgress(segment: number, progress: StripProgress): Promise<void> {
  await putItem({ Item: { ...progressKey(segment), ...progress } });
}

/** 1 write. */
export async function forgetStripProgress(segment: number): Promise<void> {
  await deleteItem({ Key: progressKey(segment) });
}

function progressKey(segment: number): Key {
  return { pk: `${PARTITION.sweep}tombstones`, sk: `SEGMENT#${segment}` };
}
