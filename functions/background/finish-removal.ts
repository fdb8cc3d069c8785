import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { finishRemoval } from "../../shared/domain/profile/finish-removal.ts";
import { log } from "../../shared/log.ts";
import { leftoverOf } from "../../shared/persistence/stream-record.ts";

/**
 * Tidies what deletions and replaced photos left. Stops at the first record that fails and names
 * it, so that the stream tries again from there.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  for (const record of event.Records) {
    const leftover = leftoverOf(record);
    if (!leftover) continue;
    try {
      await finishRemoval(leftover);
    } catch (error) {
      const itemIdentifier = record.dynamodb?.SequenceNumber ?? "";
      log("error", "removal not finished", { itemIdentifier, error: String(error) });
      return { batchItemFailures: [{ itemIdentifier }] };
    }
  }
  return { batchItemFailures: [] };
}
