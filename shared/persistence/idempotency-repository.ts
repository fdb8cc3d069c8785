import {
  ConditionalCheckFailedException,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { idempotencyKey } from "./keys.ts";
import { deleteItem, type Plain, putItem, updateItem } from "./table.ts";

/** A request that was sent under a key of the caller's, to be carried out once. */
export interface IdempotencyRecord {
  readonly fingerprint: string;
  /** Id for what the request makes, the same whenever it is carried out again. */
  readonly newId: string;
  /** Random; tells who is carrying it out, so that a write sent twice is known as one's own. */
  readonly run: string;
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
    await putItem({
      Item: { ...idempotencyKey(digest), ...record },
      ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now",
      ExpressionAttributeValues: { ":now": Math.floor(now / 1_000) },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
    const stored = unmarshall(error.Item) as unknown as IdempotencyRecord;
    return stored.run === record.run ? undefined : stored;
  }
}

/** Takes over a request whose process died; false when somebody else did. */
export async function resumeRequest(
  digest: string,
  stale: IdempotencyRecord,
  { run, runningUntil }: IdempotencyRecord,
): Promise<boolean> {
  const found = await updateWhile(digest, stale.run, {
    UpdateExpression: "SET #run = :next, runningUntil = :until",
    ExpressionAttributeValues: { ":next": run, ":until": runningUntil },
  });
  return found === undefined || found.run === run;
}

/** Stores the answer, as long as the request is still this run's to answer. */
export async function finishRequest(digest: string, run: string, answer: string): Promise<void> {
  await updateWhile(digest, run, {
    UpdateExpression: "SET answer = :answer",
    ExpressionAttributeValues: { ":answer": answer },
  });
}

/** Lets a run that has ended without an answer be taken over at once, while it is this run's. */
export async function releaseRequest(digest: string, run: string): Promise<void> {
  await updateWhile(digest, run, {
    UpdateExpression: "SET runningUntil = :ended",
    ExpressionAttributeValues: { ":ended": 0 },
  });
}

/** @returns what was found in place of an unanswered record of that run */
async function updateWhile(
  digest: string,
  run: string,
  change: Pick<Plain<UpdateItemCommandInput>, "UpdateExpression" | "ExpressionAttributeValues">,
): Promise<Partial<IdempotencyRecord> | undefined> {
  try {
    await updateItem({
      Key: idempotencyKey(digest),
      UpdateExpression: change.UpdateExpression,
      ConditionExpression: "#run = :run AND attribute_not_exists(answer)",
      ExpressionAttributeNames: { "#run": "run" },
      ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ":run": run },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ? unmarshall(error.Item) : {};
  }
}

/** Forgets a run that surely made nothing, so that the request can be sent again at once. */
export async function forgetRequest(digest: string, run: string): Promise<void> {
  try {
    await deleteItem({
      Key: idempotencyKey(digest),
      ConditionExpression: "#run = :run",
      ExpressionAttributeNames: { "#run": "run" },
      ExpressionAttributeValues: { ":run": run },
    });
  } catch (error) {
    // Forgotten before, or taken over by another run.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
