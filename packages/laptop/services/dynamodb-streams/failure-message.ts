import { randomUUID } from "node:crypto";
import type { LambdaError } from "../lambda/lambda-service.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import type { StreamRecord } from "./stream-record.ts";

/** Records that Lambda gives up on. */
export interface DiscardedBatch {
  readonly mapping: StreamMapping;
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  /** Invocations that had the records. */
  readonly invokeCount: number;
  /** Of the last invocation; undefined when it answered, or there was none. */
  readonly error: LambdaError | undefined;
}

/**
 * The JSON text that Lambda sends to an on-failure destination: where the records lie in the stream,
 * not the records themselves (docs: "Retain discarded records for a DynamoDB event source"). For
 * records that grew too old it has no response, and counts an attempt where none was made (recorded
 * messages of a mapping of Kinesis).
 */
export function failureMessage(batch: DiscardedBatch, now: Date): string {
  const { mapping, shardId, records, condition, invokeCount, error } = batch;
  const [first, last] = [records[0], records.at(-1)];
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionArn,
      condition,
      approximateInvokeCount: Math.max(1, invokeCount),
    },
    ...(condition !== "RecordAgeExceeded" && {
      responseContext: {
        statusCode: error?.kind === "throttled" ? 429 : 200,
        executedVersion: "$LATEST",
        functionError: error === undefined ? null : "Unhandled",
      },
    }),
    version: "1.0",
    timestamp: now.toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: first && arrivalOf(first),
      approximateArrivalOfLastRecord: last && arrivalOf(last),
      batchSize: records.length,
      streamArn: mapping.streamArn,
    },
  });
}

/** ISO 8601 in whole seconds, as Lambda writes it. */
function arrivalOf(record: StreamRecord): string {
  const milliseconds = Math.floor(record.dynamodb.ApproximateCreationDateTime) * 1000;
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}
