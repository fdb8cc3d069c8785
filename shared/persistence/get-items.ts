import { setTimeout as delay } from "node:timers/promises";
import { BatchGetCommand, type BatchGetCommandOutput, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Key } from "./keys.ts";
import { TableName, table } from "./table.ts";

/** Before keys are asked for again that the table had no capacity for, in milliseconds. */
const PAUSE_MS = 50;

/** An item as the table has it. */
export type Item = Record<string, unknown>;

/** 1 consistent read. */
export async function getItem(key: Key): Promise<Item | undefined> {
  const command = new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true });
  return (await table.send(command)).Item;
}

/**
 * Those of at most 100 items that are there, in any order. 1 consistent batch, unless it is cut
 * short; none for no keys.
 */
export async function getItems(keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let Keys: Item[] | undefined = keys.map((key) => ({ ...key }));
  while (Keys && Keys.length > 0) {
    const page: BatchGetCommandOutput = await table.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
    );
    items.push(...(page.Responses?.[TableName] ?? []));
    Keys = page.UnprocessedKeys?.[TableName]?.Keys;
    if (Keys) await delay(PAUSE_MS * (1 + Math.random()));
  }
  return items;
}
