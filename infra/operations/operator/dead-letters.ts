import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { SDK_OPTIONS } from "../sdk-options.ts";

/** Seconds that a message stays hidden from others, should the command not come to its end. */
const VISIBILITY = 300;

/** Messages of a dead-letter queue that a command has taken. */
export interface TakenLetters {
  readonly count: number;
  /** What they are about is done: they go. Else they stay for the next command. */
  readonly settle: (isDone: boolean) => Promise<void>;
}

/**
 * Takes all messages that are in a dead-letter queue now.
 * @throws what SQS throws
 */
export async function takeDeadLetters(QueueUrl: string): Promise<TakenLetters> {
  const queue = new SQSClient(SDK_OPTIONS);
  const handles = await receiveAll(queue, QueueUrl);
  return {
    count: handles.length,
    settle: async (isDone) => {
      for (const ReceiptHandle of handles) {
        const message = { QueueUrl, ReceiptHandle };
        if (isDone) await queue.send(new DeleteMessageCommand(message));
        else {
          const shown = { ...message, VisibilityTimeout: 0 };
          await queue.send(new ChangeMessageVisibilityCommand(shown));
        }
      }
    },
  };
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
