import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { indexProfile } from "../../shared/domain/directory/index-profile.ts";
import { logAndCount } from "../../shared/metric.ts";
import { changedProfile } from "../../shared/persistence/stream-record.ts";

/**
 * Keeps the directory's index to what cards say. The profiles of a batch are indexed side by side,
 * each once; the stream tries again from the first record of one that failed, and repeating the
 * others is harmless.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const first = new Map<string, DynamoDBRecord>();
  for (const record of event.Records) {
    const profileId = changedProfile(record);
    if (profileId !== undefined && !first.has(profileId)) first.set(profileId, record);
  }
  const failed = await Promise.all(
    [...first].map(async ([profileId, record]) => ((await isIndexed(profileId)) ? [] : [record])),
  );
  return {
    batchItemFailures: failed
      .flat()
      .map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? "" })),
  };
}

async function isIndexed(profileId: string): Promise<boolean> {
  try {
    await indexProfile(profileId);
    return true;
  } catch (error) {
    const facts = { profileId, error: String(error) };
    logAndCount("error", "profile not indexed", "RecordsFailed", facts);
    return false;
  }
}
