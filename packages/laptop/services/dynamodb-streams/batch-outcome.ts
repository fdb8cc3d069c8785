import { isRecord } from "../../template/json.ts";
import type { LambdaError, LambdaResult } from "../lambda/lambda-service.ts";
import type { StreamRecord } from "./stream-record.ts";

/** What became of a batch. */
export type BatchOutcome =
  | { readonly kind: "done" }
  /** The function failed as a whole, or its answer made no sense. */
  | { readonly kind: "failed"; readonly error: LambdaError | undefined }
  /** The function was not started. */
  | { readonly kind: "throttled"; readonly error: LambdaError }
  /** Everything before the index is done, the rest must come again. */
  | { readonly kind: "partly"; readonly firstFailed: number };

/** Reads the answer to a batch, with the partial failures of `ReportBatchItemFailures` if asked. */
export function batchOutcome(
  result: LambdaResult,
  records: readonly StreamRecord[],
  reportsItemFailures: boolean,
): BatchOutcome {
  const { error, payload } = result;
  if (error !== undefined)
    return { kind: error.kind === "throttled" ? "throttled" : "failed", error };
  if (!reportsItemFailures) return { kind: "done" };
  const failures = itemFailuresOf(payload);
  if (failures === undefined) return { kind: "failed", error: undefined };
  if (failures.length === 0) return { kind: "done" };
  const indexes = failures.map((failure) => indexOf(failure, records));
  // An identifier that is missing or not of this batch makes the whole batch a failure.
  if (indexes.includes(-1)) return { kind: "failed", error: undefined };
  return { kind: "partly", firstFailed: Math.min(...indexes) };
}

/** No answer, an empty object or an empty list: complete success. undefined: not understood. */
function itemFailuresOf(payload: unknown): readonly unknown[] | undefined {
  if (payload === null || payload === undefined) return [];
  if (typeof payload !== "object") return undefined;
  const failures = "batchItemFailures" in payload ? payload.batchItemFailures : null;
  if (failures === null) return [];
  return Array.isArray(failures) ? failures : undefined;
}

function indexOf(failure: unknown, records: readonly StreamRecord[]): number {
  const id = isRecord(failure) ? failure.itemIdentifier : undefined;
  return records.findIndex((record) => record.dynamodb.SequenceNumber === id);
}
