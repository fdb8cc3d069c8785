import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Platform } from "@profiles-api/laptop";
import { type JsonObject, requestEngine } from "@profiles-api/laptop/testing";
import { plainItem, type StoredItem, type TableItem } from "./plain-item.ts";

/** Where the table is. */
export type EngineTable = Pick<Platform, "resources" | "engineEndpoint">;

/** Items in one transaction: a sixth of the time that BatchWriteItem takes on the laptop's engine. */
const BATCH = 100;

/** Every item of the platform's table, past all roles. */
export async function scanItems(platform: EngineTable): Promise<TableItem[]> {
  return (await storedItems(platform)).map(plainItem);
}

async function storedItems(platform: EngineTable): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  let start: JsonObject | undefined;
  do {
    const from = start && { ExclusiveStartKey: start };
    const page = await request(platform, "Scan", { TableName: tableOf(platform), ...from });
    items.push(...(page.Items as unknown as StoredItem[]));
    start = page.LastEvaluatedKey as JsonObject | undefined;
  } while (start);
  return items;
}

/** Puts items into the platform's table as they are, past all roles; for lists too long to make. */
export async function putItems(platform: EngineTable, items: readonly TableItem[]): Promise<void> {
  const TableName = tableOf(platform);
  for (let at = 0; at < items.length; at += BATCH) {
    const puts = items.slice(at, at + BATCH).map((Item) => ({ Put: { TableName, Item } }));
    const command = new TransactWriteCommand({ TransactItems: puts });
    await clientOf(platform.engineEndpoint).send(command);
  }
}

/** Takes every item out of the platform's table. */
export async function clearItems(platform: EngineTable): Promise<void> {
  await deleteItems(platform, await scanItems(platform));
}

/** Takes items out of the platform's table, past all roles. */
export async function deleteItems(
  platform: EngineTable,
  items: readonly TableItem[],
): Promise<void> {
  const TableName = tableOf(platform);
  for (let at = 0; at < items.length; at += BATCH) {
    const TransactItems = items.slice(at, at + BATCH).map(({ pk, sk }) => ({
      Delete: { TableName, Key: { pk: { S: String(pk) }, sk: { S: String(sk) } } },
    }));
    await request(platform, "TransactWriteItems", { TransactItems });
  }
}

const tableOf = ({ resources }: EngineTable) => resources.one("AWS::DynamoDB::Table").physicalId;

function request({ engineEndpoint }: EngineTable, operation: string, body: JsonObject) {
  return requestEngine(engineEndpoint, "DynamoDB_20120810", operation, body);
}

/** By endpoint: one for each use would take longer to make, and to connect, than most uses take. */
const clients = new Map<string, DynamoDBDocumentClient>();

function clientOf(endpoint: string): DynamoDBDocumentClient {
  const made = clients.get(endpoint);
  if (made) return made;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const bare = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  const client = DynamoDBDocumentClient.from(bare);
  clients.set(endpoint, client);
  return client;
}
