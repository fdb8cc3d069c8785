import { setTimeout as delay } from "node:timers/promises";
import { Unavailable } from "../unavailable.ts";
import type { Key } from "./keys.ts";
import { batchGetItem, type Item } from "./table.ts";

/** Batches that are asked for before the table counts as unavailable. */
const TRIES = 3;
/** Before keys are first asked for again that the table had no capacity for, in milliseconds. */
const PAUSE_MS = 100;

/**
 * Those of at most 100 items that are there, in any order. 1 consistent batch; up to 3, with growing
 * pauses of 0.6 s in all, where the table has no capacity for all of it: a caller who is told to come
 * again in a few seconds holds no function meanwhile. None for no keys.
 * @throws Unavailable when some keys are left even then
 */
export async function getItems(keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let missing = keys;
  for (let attempt = 0; missing.length > 0; attempt += 1) {
    if (attempt === TRIES) throw new Unavailable("The table left keys of a batch unread.");
    if (attempt > 0) await delay(PAUSE_MS * 2 ** (attempt - 1) * (1 + Math.random()));
    const batch = await batchGetItem(missing);
    items.push(...batch.items);
    missing = batch.unprocessed;
  }
  return items;
}
