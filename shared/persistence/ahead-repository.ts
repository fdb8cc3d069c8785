import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DAY_MS, expiryOf } from "../model/expiry.ts";
import type { Profile } from "../model/profile/profile.ts";
import { beginningWith, type Key, profileSort, userPartition } from "./keys.ts";
import { entriesAhead } from "./profile-steps.ts";
import { checkOpen, requireOpen } from "./standing-steps.ts";
import { type Item, query, updateItem } from "./table.ts";
import { transact } from "./transaction.ts";

/** How long entries wait to be kept: the import does so, else the stream, else an operator. */
const KEPT_MS = 7 * DAY_MS;

/** Whether a new profile has entries that its own transaction has no room for. */
export function hasEntriesAhead(profile: Profile): boolean {
  return entriesAhead(profile).length > 0;
}

/**
 * Stores them: they expire, unless the profile follows and they are kept. 1 transaction.
 * @throws Problem for an account that is closed
 */
export async function storeEntriesAhead(profile: Profile): Promise<void> {
  const expiresAt = expiryOf(Date.now(), KEPT_MS);
  const steps = entriesAhead(profile).map(({ label, write }) => {
    const Item = { ...write.Put?.Item, expiresAt };
    return { label, write: { Put: { Item } } };
  });
  const failures = await transact([checkOpen(profile.owner), ...steps]);
  requireOpen(failures.get("account"));
}

/**
 * Keeps a profile's entries for good. May be stopped anywhere and run again. 1 Query, and 1 write for
 * each that would expire, at once.
 */
export async function keepEntries(owner: string, profileId: string): Promise<void> {
  let start: Item | undefined;
  do {
    const page = await query({
      ...beginningWith(userPartition(owner), `${profileSort(profileId)}#`),
      FilterExpression: "attribute_exists(expiresAt)",
      ProjectionExpression: "pk, sk",
      ExclusiveStartKey: start,
    });
    await Promise.all(page.items.map((key) => keep(key as Key)));
    start = page.next;
  } while (start);
}

/** Unless it has gone meanwhile. */
async function keep(Key: Key): Promise<void> {
  try {
    await updateItem({
      Key,
      UpdateExpression: "REMOVE expiresAt",
      ConditionExpression: "attribute_exists(pk)",
    });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
