import { SWEEP_KEY } from "./keys.ts";
import { deleteItem, getItem, putItem } from "./table.ts";

/** Key of the last object that an unfinished sweep has looked at. 1 consistent read. */
export async function findSweepCursor(): Promise<string | undefined> {
  return (await getItem(SWEEP_KEY))?.after as string | undefined;
}

/** 1 write. */
export async function saveSweepCursor(after: string): Promise<void> {
  await putItem({ Item: { ...SWEEP_KEY, after } });
}

/** 1 write. */
export async function clearSweepCursor(): Promise<void> {
  await deleteItem({ Key: SWEEP_KEY });
}
