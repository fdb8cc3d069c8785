import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { finishRemoval } from "../../shared/domain/profile/finish-removal.ts";
import { log } from "../../shared/log.ts";
import { leftoverOf } from "../../shared/persistence/stream-record.ts";

/**
 * Tidies what deletions and replaced photos left. A record that fails does not keep its neighbours
 * waiting; the stream tries again from the first that failed, and repeating the others is harmless.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    const leftover = leftoverOf(record);
    if (!leftover) continue;
    try {
      await finishRemoval(leftover);
    } catch (error) {
      const itemIdentifier = record.dynamodb?.SequenceNumber ?? "";
      log("error", "removal not finished", { itemIdentifier, error: String(error) });
      batchItemFailures.push({ itemIdentifier });
    }
  }
  return { batchItemFailures };
}
