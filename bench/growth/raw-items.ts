import { type Json, type JsonObject, requestEngine } from "@profiles-api/laptop/testing";

/** An item in DynamoDB's JSON. */
export type RawItem = JsonObject;

/** A table of an engine, past all permissions. */
export interface RawTable {
  readonly endpoint: string;
  readonly tableName: string;
}

const API = "DynamoDB_20120810";
const BATCH = 25;

/** All items of a partition. */
export async function readPartition(table: RawTable, pk: string): Promise<RawItem[]> {
  const items: RawItem[] = [];
  let start: Json | undefined;
  do {
    const page = await requestEngine(table.endpoint, API, "Query", {
      TableName: table.tableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: pk } },
      ...(start && { ExclusiveStartKey: start }),
    });
    items.push(...(page.Items as RawItem[]));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

/** Writes items that have different keys. */
export async function writeItems(table: RawTable, items: readonly RawItem[]): Promise<void> {
  for (let first = 0; first < items.length; first += BATCH) {
    const requests = items.slice(first, first + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await requestEngine(table.endpoint, API, "BatchWriteItem", {
      RequestItems: { [table.tableName]: requests as unknown as Json },
    });
  }
}

/** Writes a handful of items again and again, each time something else; as many writes as told. */
export async function writeOften(table: RawTable, writes: number): Promise<void> {
  for (let first = 0; first < writes; first += BATCH) {
    const places = Array.from({ length: Math.min(BATCH, writes - first) }, (_, place) => place);
    const items = places.map((place) => ({
      pk: { S: "WRITES" },
      sk: { S: String(place) },
      n: { N: String(first + place) },
    }));
    await writeItems(table, items);
  }
}

/** The same items with other words in them, such as ids. */
export function rewritten(
  items: readonly RawItem[],
  words: Readonly<Record<string, string>>,
): RawItem[] {
  let text = JSON.stringify(items);
  for (const [word, other] of Object.entries(words)) text = text.replaceAll(word, other);
  return JSON.parse(text);
}
