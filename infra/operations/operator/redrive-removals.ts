import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { finishRemoval } from "../../../shared/domain/profile/finish-removal.ts";
import type { Leftover } from "../../../shared/model/profile/leftover.ts";
import { findPendingRemovals } from "../../../shared/persistence/removal-repository.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";

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

/** Seconds that a message stays hidden from others, should the command not come to its end. */
const VISIBILITY = 300;

/**
 * Finishes every removal that is on record as pending, then empties the dead-letter queue. Messages
 * stay while any removal fails. What they say is not needed: the record in the table outlives the
 * stream that they point into.
 * @param queueUrl of the removals' dead-letter queue
 * @throws what SQS or DynamoDB throws
 */
export async function redriveRemovals(queueUrl: string): Promise<Redrive> {
  const queue = new SQSClient(SDK_OPTIONS);
  // Received first, so that no message is deleted whose removal came after the search.
  const handles = await receiveAll(queue, queueUrl);
  const failed: FailedRemoval[] = [];
  const pending = await findPendingRemovals();
  for (const leftover of pending) {
    try {
      await finishRemoval(leftover);
    } catch (error) {
      failed.push({ leftover, error: String(error) });
    }
  }
  for (const ReceiptHandle of handles) {
    const message = { QueueUrl: queueUrl, ReceiptHandle };
    if (failed.length === 0) await queue.send(new DeleteMessageCommand(message));
    else await queue.send(new ChangeMessageVisibilityCommand({ ...message, VisibilityTimeout: 0 }));
  }
  return { messages: handles.length, finished: pending.length - failed.length, failed };
}

async function receiveAll(queue: SQSClient, QueueUrl: string): Promise<string[]> {
  const handles: string[] = [];
  for (;;) {
    const { Messages = [] } = await queue.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: VISIBILITY,
        // Without waiting, SQS asks some of its servers only and may miss messages.
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) return handles;
    handles.push(...Messages.flatMap(({ ReceiptHandle }) => ReceiptHandle ?? []));
  }
}
