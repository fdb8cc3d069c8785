import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { finishRemoval } from "../../shared/domain/profile/finish-removal.ts";
import { logAndCount } from "../../shared/metric.ts";
import { leftoverOf } from "../../shared/persistence/stream-record.ts";

/**
 * Removes what deletions and replaced photos left. A record that fails does not keep its neighbours
 * waiting; the stream tries again from the first that failed, and repeating the others is harmless.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    if (await isSettled(record)) continue;
    batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" });
  }
  return { batchItemFailures };
}

async function isSettled(record: DynamoDBRecord): Promise<boolean> {
  try {
    const leftover = leftoverOf(record);
    if (leftover) await finishRemoval(leftover);
    return true;
  } catch (error) {
    const { Keys, SequenceNumber } = record.dynamodb ?? {};
    const facts = { Keys, SequenceNumber, error: String(error) };
    // Keys of what is on record are ids: they name no account.
    logAndCount("error", "removal not finished", "RecordsFailed", facts);
    return false;
  }
}
