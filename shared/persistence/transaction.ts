import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { concurrentChange } from "../model/problem.ts";
import { transactWriteItems, type Write } from "./table.ts";

/** A write with the name its failed condition is reported under. */
export interface Step<Label extends string> {
  readonly label: Label;
  readonly write: Write;
}

/** The conditions that did not hold, each with the item as it was, if there was one. */
export type Failures<Label extends string> = ReadonlyMap<
  Label,
  Readonly<Record<string, unknown>> | undefined
>;

const CONFLICT_TRIES = 8;

/**
 * Commits all writes or none. The client request token stays the same over every try, so that a
 * success whose answer was lost is recognised as our own (it is good for 10 minutes).
 * Conflicts with other transactions are tried again with growing, jittered pauses.
 * @returns the failed conditions; none when it committed.
 * @throws Problem `conflict` when others kept writing the same items; it has not committed then. Else what
 * DynamoDB throws; whether it committed may then be unknown.
 */
export async function transact<Label extends string>(
  steps: readonly Step<Label>[],
): Promise<Failures<Label>> {
  const token = randomUUID();
  const writes = steps.map(({ write }) => write);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await transactWriteItems(token, writes);
      return new Map();
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const failures = failedConditions(steps, error);
      if (failures.size > 0) return failures;
      if (!isConflict(error)) throw error;
      if (attempt === CONFLICT_TRIES) throw concurrentChange(error);
      await delay(Math.random() * 20 * 2 ** Math.min(attempt, 5));
    }
  }
}

function failedConditions<Label extends string>(
  steps: readonly Step<Label>[],
  error: TransactionCanceledException,
): Failures<Label> {
  const failures = new Map<Label, Record<string, unknown> | undefined>();
  for (const [index, reason] of (error.CancellationReasons ?? []).entries()) {
    const step = steps[index];
    if (step && reason.Code === "ConditionalCheckFailed") {
      failures.set(step.label, reason.Item && unmarshall(reason.Item));
    }
  }
  return failures;
}

function isConflict(error: TransactionCanceledException): boolean {
  return (error.CancellationReasons ?? []).some(({ Code }) => Code === "TransactionConflict");
}
