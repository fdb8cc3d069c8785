import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { accountKey } from "../../shared/persistence/keys.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { accountName, CREATES_PER_ACCOUNT } from "./jobs.ts";

const BATCH = 25;

/** Puts accounts into the table that have one profile each, as those have that create another. */
export async function openAccounts(platform: BenchPlatform, creates: number): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: platform.engineEndpoint,
    region: "us-east-1",
    credentials: platform.administrator,
  });
  const documents = DynamoDBDocumentClient.from(client);
  const count = Math.ceil(creates / CREATES_PER_ACCOUNT);
  const primaryProfileId = "01920000-0000-7000-8000-000000000001";
  for (let first = 0; first < count; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - first) }, (_, at) => first + at);
    const requests = numbers.map((number) => ({
      PutRequest: {
        Item: {
          ...accountKey(accountName(number)),
          primaryProfileId,
          profileIds: new Set([primaryProfileId]),
        },
      },
    }));
    await documents.send(
      new BatchWriteCommand({ RequestItems: { [platform.tableName]: requests } }),
    );
  }
  client.destroy();
}
