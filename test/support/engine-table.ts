import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  paginateScan,
  type ScanCommandOutput,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Platform } from "@profiles-api/laptop";

export type TableItem = Record<string, unknown>;

/** Where the table is. */
export type EngineTable = Pick<Platform, "resources" | "engineEndpoint">;

/** Items in one transaction: a sixth of the time that BatchWriteItem takes on the laptop's engine. */
const BATCH = 100;

/** Every item of the platform's table, past all roles. */
export function scanItems(platform: EngineTable): Promise<TableItem[]> {
  return withTable(platform, async (client, TableName) => {
    const items: TableItem[] = [];
    const pages: AsyncIterable<ScanCommandOutput> = paginateScan({ client }, { TableName });
    for await (const { Items = [] } of pages) items.push(...Items);
    return items;
  });
}

/** Puts items into the platform's table as they are, past all roles; for lists too long to make. */
export function putItems(platform: EngineTable, items: readonly TableItem[]): Promise<void> {
  return withTable(platform, async (client, TableName) => {
    for (let at = 0; at < items.length; at += BATCH) {
      const puts = items.slice(at, at + BATCH).map((Item) => ({ Put: { TableName, Item } }));
      await client.send(new TransactWriteCommand({ TransactItems: puts }));
    }
  });
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
  await withTable(platform, async (client, TableName) => {
    for (let at = 0; at < items.length; at += BATCH) {
      const keys = items.slice(at, at + BATCH).map(({ pk, sk }) => ({ pk, sk }));
      const deletes = keys.map((Key) => ({ Delete: { TableName, Key } }));
      await client.send(new TransactWriteCommand({ TransactItems: deletes }));
    }
  });
}

function withTable<T>(
  { resources, engineEndpoint }: EngineTable,
  use: (client: DynamoDBDocumentClient, TableName: string) => Promise<T>,
): Promise<T> {
  return use(clientOf(engineEndpoint), resources.one("AWS::DynamoDB::Table").physicalId);
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
