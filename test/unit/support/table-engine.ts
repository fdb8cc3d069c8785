import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import { startEngine } from "@profiles-api/laptop/testing";
import { vi } from "vitest";
import type { TableItem } from "../../support/plain-item.ts";
import "./settings.ts";

const TableName = "profiles-test";

/** A table of a test's own, behind the modules of `shared/persistence` that are imported after it. */
export interface TableEngine {
  readonly put: (item: TableItem) => Promise<void>;
  readonly items: () => Promise<TableItem[]>;
  readonly clear: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startTableEngine(): Promise<TableEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), "profiles-engine-"));
  const engine = await startEngine({ dataDir, onExit: () => {} });
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", engine.endpoint);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  const client = new DynamoDBClient({ endpoint: engine.endpoint });
  const keys = ["pk", "sk"].map((AttributeName, at) => ({
    AttributeName,
    KeyType: at === 0 ? ("HASH" as const) : ("RANGE" as const),
  }));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map((key) => ({ ...key, AttributeType: "S" as const })),
      KeySchema: keys,
    }),
  );
  const table = DynamoDBDocumentClient.from(client);
  const items = async () => (await table.send(new ScanCommand({ TableName }))).Items ?? [];
  return {
    put: async (Item) => void (await table.send(new PutCommand({ TableName, Item }))),
    items,
    clear: async () => {
      const keysOf = (await items()).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
      for (let at = 0; at < keysOf.length; at += 25) {
        const RequestItems = { [TableName]: keysOf.slice(at, at + 25) };
        await table.send(new BatchWriteCommand({ RequestItems }));
      }
    },
    stop: async () => {
      client.destroy();
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
