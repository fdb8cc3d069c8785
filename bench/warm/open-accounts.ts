import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { usageExpiry } from "../../shared/model/account/request-counter.ts";
import { utcDay } from "../../shared/model/utc-day.ts";
import { accountKey, usageKey } from "../../shared/persistence/keys.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { accountName, CREATES_PER_ACCOUNT } from "./jobs.ts";

/** Accounts of which one call puts both items. */
const BATCH = 12;

/**
 * Puts accounts into the table that have one profile each, as those have that create another. They have
 * been counted today: an account's first request of a day makes other calls.
 */
export async function openAccounts(platform: BenchPlatform, creates: number): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: platform.engineEndpoint,
    region: "us-east-1",
    credentials: platform.administrator,
  });
  const documents = DynamoDBDocumentClient.from(client);
  const count = Math.ceil(creates / CREATES_PER_ACCOUNT);
  const day = utcDay(new Date().toISOString());
  const primaryProfileId = "01920000-0000-7000-8000-000000000001";
  for (let first = 0; first < count; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - first) }, (_, at) => first + at);
    const requests = numbers.flatMap((number) => {
      const owner = accountName(number);
      const profileIds = new Set([primaryProfileId]);
      const count = { requests: 1, expiresAt: usageExpiry(day) };
      return [
        { PutRequest: { Item: { ...accountKey(owner), primaryProfileId, profileIds } } },
        { PutRequest: { Item: { ...usageKey(owner, day, "jwt"), ...count } } },
      ];
    });
    await documents.send(
      new BatchWriteCommand({ RequestItems: { [platform.tableName]: requests } }),
    );
  }
  client.destroy();
}
