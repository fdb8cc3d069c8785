import { BatchWriteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type Key, profileSort, userPartition } from "./keys.ts";
import { TableName, table } from "./table.ts";

/** Items a BatchWriteItem call takes. */
const BATCH = 25;

/**
 * Deletes the entries a removed profile left. Deleting what is gone succeeds, so that this can be
 * stopped anywhere and run again. 1 Query a page and 1 write an entry.
 */
export async function removeEntries(owner: string, profileId: string): Promise<void> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await table.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :entries)",
        ExpressionAttributeValues: {
          ":pk": userPartition(owner),
          ":entries": `${profileSort(profileId)}#`,
        },
        ProjectionExpression: "pk, sk",
        ExclusiveStartKey: start,
      }),
    );
    await deleteAll((page.Items ?? []) as unknown as Key[]);
    start = page.LastEvaluatedKey;
  } while (start);
}

async function deleteAll(keys: readonly Key[]): Promise<void> {
  for (let from = 0; from < keys.length; from += BATCH) {
    const requests = keys
      .slice(from, from + BATCH)
      .map((key) => ({ DeleteRequest: { Key: { pk: key.pk, sk: key.sk } } }));
    const { UnprocessedItems } = await table.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: requests } }),
    );
    // The stream's own retries, with their pauses, take up what was throttled.
    if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error("Some entries remain.");
  }
}
