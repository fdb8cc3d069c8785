import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { finishRemoval } from "../../shared/domain/profile/finish-removal.ts";
import { noteRemoved } from "../../shared/domain/removal-log.ts";
import { log } from "../../shared/log.ts";
import { leftoverOf, revokedKeyOf } from "../../shared/persistence/stream-record.ts";

/**
 * Removes what deletions and replaced photos left, and notes which keys were revoked. A record that fails does not keep its neighbours
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
    const keyId = revokedKeyOf(record);
    if (keyId !== undefined) await noteRemoved({ kind: "api_key", keyId });
    return true;
  } catch (error) {
    const { Keys, SequenceNumber } = record.dynamodb ?? {};
    log("error", "removal not finished", { Keys, SequenceNumber, error: String(error) });
    return false;
  }
}
