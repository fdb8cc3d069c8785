import { setTimeout as delay } from "node:timers/promises";
import type { Key } from "./keys.ts";
import { batchGetItem, type Item } from "./table.ts";

/** Before keys are asked for again that the table had no capacity for, in milliseconds. */
const PAUSE_MS = 50;

/**
 * Those of at most 100 items that are there, in any order. 1 consistent batch, unless it is cut
 * short; none for no keys.
 */
export async function getItems(keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let missing = keys;
  while (missing.length > 0) {
    const batch = await batchGetItem(missing);
    items.push(...batch.items);
    missing = batch.unprocessed;
    if (missing.length > 0) await delay(PAUSE_MS * (1 + Math.random()));
  }
  return items;
}
