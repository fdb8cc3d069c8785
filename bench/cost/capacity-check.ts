import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  type ReturnConsumedCapacity,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { type EngineName, startEngine } from "@profiles-api/laptop/testing";

const TableName = "capacity";
const ASK = { ReturnConsumedCapacity: "TOTAL" as ReturnConsumedCapacity };
const key = (sk: string) => ({ pk: "p", sk });
const item = (sk: string, bytes: number) => ({ ...key(sk), data: "x".repeat(bytes) });
const consistent = { TableName, ConsistentRead: true, ...ASK };
const all = { KeyConditionExpression: "pk = :pk" };

/** What DynamoDB's documentation says of calls such as ours, in units. */
export interface CapacityRule {
  readonly call: string;
  readonly units: number;
  readonly run: (table: DynamoDBDocumentClient) => Promise<{ readonly ConsumedCapacity?: unknown }>;
}

/** Each runs on what those before it left. */
export const RULES: readonly CapacityRule[] = [
  {
    call: "write of 0.5 KB",
    units: 1,
    run: (table) => table.send(new PutCommand({ TableName, Item: item("a", 500), ...ASK })),
  },
  {
    call: "write of 4.9 KB",
    units: 5,
    run: (table) => table.send(new PutCommand({ TableName, Item: item("b", 4_950), ...ASK })),
  },
  {
    call: "small update of an item of 4.9 KB",
    units: 5,
    run: (table) =>
      table.send(
        new UpdateCommand({
          ...{ TableName, Key: key("b"), UpdateExpression: "SET n = :n", ...ASK },
          ExpressionAttributeValues: { ":n": 1 },
        }),
      ),
  },
  {
    call: "consistent GetItem of 4.9 KB",
    units: 2,
    run: (table) => table.send(new GetCommand({ ...consistent, Key: key("b") })),
  },
  {
    call: "consistent GetItem of nothing",
    units: 1,
    run: (table) => table.send(new GetCommand({ ...consistent, Key: key("none") })),
  },
  {
    call: "consistent Query over 5.5 KB in two items",
    units: 2,
    run: (table) =>
      table.send(
        new QueryCommand({ ...consistent, ...all, ExpressionAttributeValues: { ":pk": "p" } }),
      ),
  },
  {
    call: "consistent Query that finds nothing",
    units: 1,
    run: (table) =>
      table.send(
        new QueryCommand({ ...consistent, ...all, ExpressionAttributeValues: { ":pk": "none" } }),
      ),
  },
  {
    call: "consistent BatchGetItem of 0.5 KB, 4.9 KB and nothing",
    units: 4,
    run: (table) =>
      table.send(
        new BatchGetCommand({
          RequestItems: {
            [TableName]: { Keys: ["a", "b", "none"].map(key), ConsistentRead: true },
          },
          ...ASK,
        }),
      ),
  },
  {
    call: "transaction: writes of 0.5 and 1.5 KB, delete of 4.9 KB, condition on 0.5 KB",
    units: 18,
    run: (table) =>
      table.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: item("c", 500) } },
            { Put: { TableName, Item: item("d", 1_500) } },
            { Delete: { TableName, Key: key("b") } },
            {
              ConditionCheck: {
                ...{ TableName, Key: key("a") },
                ConditionExpression: "attribute_exists(pk)",
              },
            },
          ],
          ...ASK,
        }),
      ),
  },
];

/** Units that an engine tells for each rule; undefined when the engine cannot run here. */
export async function capacityToldBy(engine: EngineName): Promise<number[] | undefined> {
  const dataDir = await mkdtemp(join(tmpdir(), "capacity-"));
  const started = await startEngine({ dataDir, engine, onExit: () => {} }).catch(() => undefined);
  try {
    return started && (await askAll(started.endpoint));
  } finally {
    await started?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function askAll(endpoint: string): Promise<number[]> {
  const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
    }),
  );
  const table = DynamoDBDocumentClient.from(client);
  const told: number[] = [];
  for (const { run } of RULES) {
    const { ConsumedCapacity } = await run(table);
    const list = [ConsumedCapacity].flat() as { readonly CapacityUnits?: number }[];
    told.push(list.reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0));
  }
  client.destroy();
  return told;
}
