import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type Key, PARTITION } from "./keys.ts";
import { deleteItem, getItem, type Item, putItem, updateItem } from "./table.ts";
import { type ScanPage, type Segment, scanKeys } from "./table-scan.ts";

/** How far a part of the table has been read. */
export interface StripProgress {
  /** Of the last item looked at; undefined before the first and after the last. */
  readonly last: Item | undefined;
  readonly isDone: boolean;
}

/** A page of the tombstones that say whose their profile was. 1 Scan of 1 MB. */
export function findOwnedTombstones(segment: Segment, start: Item | undefined): Promise<ScanPage> {
  return scanKeys(
    segment,
    {
      FilterExpression: "sk = :card AND #state = :removed AND attribute_exists(#owner)",
      ExpressionAttributeNames: { "#state": "state", "#owner": "owner" },
      ExpressionAttributeValues: { ":card": "CARD", ":removed": "removed" },
    },
    start,
  );
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
