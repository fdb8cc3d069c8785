import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { getItem } from "./get-items.ts";
import { SWEEP_KEY } from "./keys.ts";
import { TableName, table } from "./table.ts";

/** Key of the last object that an unfinished sweep has looked at. 1 consistent read. */
export async function findSweepCursor(): Promise<string | undefined> {
  return (await getItem(SWEEP_KEY))?.after as string | undefined;
}

/** 1 write. */
export async function saveSweepCursor(after: string): Promise<void> {
  await table.send(new PutCommand({ TableName, Item: { ...SWEEP_KEY, after } }));
}

/** 1 write. */
export async function clearSweepCursor(): Promise<void> {
  await table.send(new DeleteCommand({ TableName, Key: { ...SWEEP_KEY } }));
}
