import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { idempotencyKey } from "./keys.ts";
import { TableName, table } from "./table.ts";

/** A request that was sent under an `Idempotency-Key`. */
export interface IdempotencyRecord {
  readonly fingerprint: string;
  /** Id for what the request makes, the same whenever it is carried out again. */
  readonly newId: string;
  /** Unix milliseconds until which the request counts as running. */
  readonly runningUntil: number;
  /** The sealed answer, once there is one. */
  readonly answer?: string | undefined;
  /** Unix seconds; compared at read, since TTL only tidies. */
  readonly expiresAt: number;
}

/**
 * Begins a request unless one of the same key is stored: 1 write.
 * @returns the stored one that stands in the way, or undefined when this may run
 */
export async function beginRequest(
  digest: string,
  record: IdempotencyRecord,
  now: number,
): Promise<IdempotencyRecord | undefined> {
  try {
    await table.send(
      new PutCommand({
        TableName,
        Item: { ...idempotencyKey(digest), ...record },
        ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now",
        ExpressionAttributeValues: { ":now": Math.floor(now / 1_000) },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
    return unmarshall(error.Item) as unknown as IdempotencyRecord;
  }
}

/** Takes over a request whose process died; false when somebody else did. */
export async function resumeRequest(
  digest: string,
  stale: IdempotencyRecord,
  runningUntil: number,
): Promise<boolean> {
  return updateWhile(digest, stale.runningUntil, "SET runningUntil = :value", runningUntil);
}

/** Stores the answer, as long as the request is still this one's to answer. */
export async function finishRequest(
  digest: string,
  runningUntil: number,
  answer: string,
): Promise<boolean> {
  return updateWhile(digest, runningUntil, "SET answer = :value", answer);
}

async function updateWhile(
  digest: string,
  runningUntil: number,
  UpdateExpression: string,
  value: unknown,
): Promise<boolean> {
  try {
    await table.send(
      new UpdateCommand({
        TableName,
        Key: idempotencyKey(digest),
        UpdateExpression,
        ConditionExpression: "runningUntil = :mine AND attribute_not_exists(answer)",
        ExpressionAttributeValues: { ":mine": runningUntil, ":value": value },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Forgets a request that surely did nothing, so that it can be sent again at once. */
export async function forgetRequest(digest: string): Promise<void> {
  await table.send(new DeleteCommand({ TableName, Key: idempotencyKey(digest) }));
}
