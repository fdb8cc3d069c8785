import { finishLeftover } from "../../../shared/domain/account/finish-leftover.ts";
import type { Leftover } from "../../../shared/model/profile/leftover.ts";
import { renewPendingExport } from "../../../shared/persistence/account-export-repository.ts";
import { findPendingRemovals } from "../../../shared/persistence/removal-repository.ts";
import { settings } from "../../../shared/settings.ts";
import { takeDeadLetters } from "./dead-letters.ts";
import { useLogKey } from "./use-log-key.ts";

/** What a redrive did. */
export interface Redrive {
  /** Messages of the dead-letter queue that were there. */
  readonly messages: number;
  /** Removals that were pending and are finished now. */
  readonly finished: number;
  readonly failed: readonly FailedRemoval[];
}

/** What could not be removed, and why. */
export interface FailedRemoval {
  readonly leftover: Leftover;
  readonly error: string;
}

/** An archive is made by the stream's consumer alone, which is handed the record once more. */
async function finish(leftover: Leftover): Promise<void> {
  // Its entry in the log of removals has the account's digest.
  if (leftover.kind === "erasure") await useLogKey(process.env);
  if (leftover.kind !== "export") return finishLeftover(leftover, settings);
  await renewPendingExport(leftover.exportId, new Date().toISOString());
}

/**
 * Finishes every removal that is on record as pending, then empties the dead-letter queue. Messages
 * stay while any removal fails. What they say is not needed: the record in the table outlives the
 * stream that they point into.
 * @param queueUrl of the removals' dead-letter queue
 * @throws what SQS or DynamoDB throws
 */
export async function redriveRemovals(queueUrl: string): Promise<Redrive> {
  // Taken first, so that no message is deleted whose removal came after the search.
  const letters = await takeDeadLetters(queueUrl);
  const failed: FailedRemoval[] = [];
  const pending = await findPendingRemovals();
  for (const leftover of pending) {
    try {
      await finish(leftover);
    } catch (error) {
      failed.push({ leftover, error: String(error) });
    }
  }
  await letters.settle(failed.length === 0);
  return { messages: letters.count, finished: pending.length - failed.length, failed };
}
