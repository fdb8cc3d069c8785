import type { SweepShard } from "../model/photo/sweep-shard.ts";
import { sweepKey } from "./keys.ts";
import { deleteItem, getItem, putItem } from "./table.ts";

/** Key of the last object that an unfinished sweep has looked at. 1 consistent read. */
export async function findSweepCursor(shard: SweepShard): Promise<string | undefined> {
  return (await getItem(sweepKey(shard)))?.after as string | undefined;
}

/** 1 write. */
export async function saveSweepCursor(after: string, shard: SweepShard): Promise<void> {
  await putItem({ Item: { ...sweepKey(shard), after } });
}

/** 1 write. */
export async function clearSweepCursor(shard: SweepShard): Promise<void> {
  await deleteItem({ Key: sweepKey(shard) });
}
