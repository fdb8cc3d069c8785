import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { finishLeftover } from "../../shared/domain/account/finish-leftover.ts";
import { log } from "../../shared/log.ts";
import { leftoverOf } from "../../shared/persistence/stream-record.ts";
import { settings } from "../../shared/settings.ts";

/**
 * Removes what deletions, replaced photos and erasures left. A record that fails does not keep its neighbours
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
    if (leftover) await finishLeftover(leftover, settings);
    return true;
  } catch (error) {
    const { Keys, SequenceNumber } = record.dynamodb ?? {};
    log("error", "removal not finished", { Keys, SequenceNumber, error: String(error) });
    return false;
  }
}
