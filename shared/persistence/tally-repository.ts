import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Tally } from "../model/analytics/tally.ts";
import { fitted, MOST_DIGESTS, type ViewerSketch } from "../model/analytics/viewer-sketch.ts";
import { viewsPartition } from "./keys.ts";
import { type Item, query, updateItem } from "./table.ts";
import { addUpdate, beginSteps, raiseUpdate, sketchOf, toTally } from "./tally-item.ts";
import { transact } from "./transaction.ts";

/** Others may begin a day's counters, or raise their level, at the same moment. */
const TRIES = 4;

/**
 * Adds to a day's counters: 1 write; 1 more when the sample of viewers is full. The first of a day
 * is a failed write and 1 transaction, which holds only while the profile is public.
 * @param shard which of the day's items takes it
 * @returns the level that the sample has now; undefined when there is nothing to count for any more
 * @throws what DynamoDB throws; whether it was added may then be unknown
 */
export async function addTally(tally: Tally, shard: number): Promise<number | undefined> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { added, found } = await addToItem(tally, shard);
    if (added) return keptWithinRoom(tally, shard, sketchOf(added));
    if (found) {
      await raise(tally, shard, tally.viewers.level, sketchOf(found));
      continue;
    }
    const failures = await transact(beginSteps(tally, shard));
    if (failures.size === 0) return tally.viewers.level;
    if (failures.has("card")) return undefined;
  }
  throw new Error("A day's counters changed all the time.");
}

/** The counters of a profile from one UTC day to another: 1 consistent Query per MB. */
export async function findTallies(profileId: string, from: string, to: string): Promise<Tally[]> {
  const tallies: Tally[] = [];
  let start: Item | undefined;
  do {
    const page = await query({
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":pk": viewsPartition(profileId),
        ":from": from,
        ":to": `${to}~`,
      },
      ExclusiveStartKey: start,
    });
    tallies.push(...page.items.map(toTally));
    start = page.next;
  } while (start);
  return tallies;
}

/** What was added to; or what was found in its place, if anything, and could not be. */
interface Attempt {
  readonly added?: Item;
  readonly found?: Item | undefined;
}

async function addToItem(tally: Tally, shard: number): Promise<Attempt> {
  try {
    const update = addUpdate(tally, shard);
    const returns = {
      ReturnValues: "UPDATED_NEW",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    } as const;
    return { added: await updateItem({ ...update, ...returns }) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { found: error.Item && unmarshall(error.Item) };
  }
}

async function keptWithinRoom(tally: Tally, shard: number, stored: ViewerSketch): Promise<number> {
  if (stored.digests.size <= MOST_DIGESTS) return stored.level;
  const { level } = fitted(stored);
  await raise(tally, shard, level, stored);
  return level;
}

async function raise(tally: Tally, shard: number, level: number, stored: ViewerSketch) {
  try {
    await updateItem(raiseUpdate(tally, shard, level, stored));
  } catch (error) {
    // Others were quicker and went further, or the profile is removed.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
