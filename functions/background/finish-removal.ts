import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from "aws-lambda";
import { finishLeftover } from "../../shared/domain/account/finish-leftover.ts";
import { noteRemoved } from "../../shared/domain/removal-log.ts";
import { logAndCount } from "../../shared/metric.ts";
import type { Leftover } from "../../shared/model/profile/leftover.ts";
import { leftoverOf, revokedKeyOf } from "../../shared/persistence/stream-record.ts";
import { settings } from "../../shared/settings.ts";

/**
 * Removes what deletions, replaced photos and erasures left, notes which keys were revoked, and makes
 * archives of accounts. A record that fails does not keep its neighbours waiting; the stream tries again
 * from the first that failed, and repeating the others is harmless.
 */
export async function handler(
  event: DynamoDBStreamEvent,
  context: Context,
): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    if (await isSettled(record, context)) continue;
    batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" });
  }
  return { batchItemFailures };
}

async function isSettled(record: DynamoDBRecord, context: Context): Promise<boolean> {
  try {
    const leftover = leftoverOf(record);
    if (leftover) await finish(leftover, context);
    const keyId = revokedKeyOf(record);
    if (keyId !== undefined) await noteRemoved({ kind: "api_key", keyId });
    return true;
  } catch (error) {
    const { Keys, SequenceNumber } = record.dynamodb ?? {};
    const facts = { Keys, SequenceNumber, error: String(error) };
    // Keys of what is on record are ids: they name no account.
    logAndCount("error", "removal not finished", "RecordsFailed", facts);
    return false;
  }
}

async function finish(leftover: Leftover, context: Context): Promise<void> {
  if (leftover.kind !== "export") return finishLeftover(leftover, settings);
  // Few records need it, and what writes archives weighs as much as all the rest.
  const { makeExport } = await import("../../shared/domain/account/make-export.ts");
  const { photoBaseUrl, leadRetentionDays } = settings;
  const until = Date.now() + context.getRemainingTimeInMillis();
  await makeExport(leftover, { photoBaseUrl, leadRetentionDays, until });
}
