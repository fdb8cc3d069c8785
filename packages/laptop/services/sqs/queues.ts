import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";

/** SQS's own, for a queue whose template says nothing; in seconds. */
const DEFAULT_RETENTION = 4 * 86_400;
const DEFAULT_VISIBILITY = 30;

/** A message as it is kept. */
export interface QueueMessage {
  readonly messageId: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly body: string;
}

/** A message in the hands of a receiver, hidden from all others for a while. */
export interface ReceivedMessage extends QueueMessage {
  /** What deletes it, until it is received again. */
  readonly receiptHandle: string;
}

/** How many messages are taken, and for how long. */
export interface ReceiveOptions {
  /** Most messages to take. */
  readonly most: number;
  /** How long they stay hidden; the queue's own time when left out. */
  readonly visibilityMs?: number | undefined;
}

interface Lease {
  readonly receiptHandle: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/**
 * Stands in for SQS: a queue of the stacks is a file of JSON lines, `<dataDir>/queues/<name>.jsonl`,
 * with the messages that were not deleted. Who has received which is kept in memory: after a restart
 * every message can be received anew.
 */
export class Queues {
  readonly #resources: DeployedResources;
  readonly #folder: string;
  readonly #now: () => number;
  /** By message id. */
  readonly #leases = new Map<string, Lease>();

  constructor(resources: DeployedResources, dataDir: string, now: () => number = Date.now) {
    this.#resources = resources;
    this.#folder = join(dataDir, "queues");
    this.#now = now;
  }

  /** Stores a message. It is on disk when this returns. Throws for a queue the stacks do not have. */
  append(queueArn: string, body: string): QueueMessage {
    const sentAt = new Date(this.#now()).toISOString();
    const message = { messageId: randomUUID(), sentAt, body };
    const file = this.#fileOf(queueArn);
    mkdirSync(this.#folder, { recursive: true });
    const descriptor = openSync(file, "a+");
    try {
      // A line cut short by a crash must not swallow the next one.
      const start = endsInLine(descriptor) ? "" : "\n";
      writeSync(descriptor, `${start}${JSON.stringify(message)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return message;
  }

  /** Every message younger than the queue keeps them, oldest first; hidden ones too. */
  list(queueArn: string): readonly QueueMessage[] {
    const file = this.#fileOf(queueArn);
    if (!existsSync(file)) return [];
    const seconds = Number(this.#queue(queueArn).properties.MessageRetentionPeriod);
    const oldest = this.#now() - (seconds || DEFAULT_RETENTION) * 1_000;
    const messages = readFileSync(file, "utf8").split("\n").flatMap(parseMessage);
    return messages.filter(({ sentAt }) => Date.parse(sentAt) > oldest);
  }

  /** Takes messages that nobody has in hand, oldest first. */
  receive(queueArn: string, { most, visibilityMs }: ReceiveOptions): readonly ReceivedMessage[] {
    const now = this.#now();
    const free = this.list(queueArn).filter(
      ({ messageId }) => (this.#leases.get(messageId)?.until ?? 0) <= now,
    );
    const seconds = this.#queue(queueArn).properties.VisibilityTimeout ?? DEFAULT_VISIBILITY;
    const until = now + (visibilityMs ?? Number(seconds) * 1_000);
    return free.slice(0, most).map((message) => {
      const receiptHandle = randomUUID();
      this.#leases.set(message.messageId, { receiptHandle, until });
      return { ...message, receiptHandle };
    });
  }

  /** Hides a message for so long from now on; 0 gives it back. */
  hide(receiptHandle: string, visibilityMs: number): void {
    const id = this.#holderOf(receiptHandle);
    if (id !== undefined) {
      this.#leases.set(id, { receiptHandle, until: this.#now() + visibilityMs });
    }
  }

  /** Removes a message for good. A handle that no longer counts removes nothing, as in SQS. */
  delete(queueArn: string, receiptHandle: string): void {
    const id = this.#holderOf(receiptHandle);
    if (id === undefined) return;
    const kept = this.list(queueArn).filter(({ messageId }) => messageId !== id);
    const file = this.#fileOf(queueArn);
    writeFileSync(`${file}.tmp`, kept.map((message) => `${JSON.stringify(message)}\n`).join(""), {
      flush: true,
    });
    renameSync(`${file}.tmp`, file);
    this.#leases.delete(id);
  }

  /** Id of the message that the handle was given for last. */
  #holderOf(receiptHandle: string): string | undefined {
    return [...this.#leases].find(([, lease]) => lease.receiptHandle === receiptHandle)?.[0];
  }

  #queue(queueArn: string): DeployedResource {
    const queue = this.#resources.byArn(queueArn);
    if (queue?.type !== "AWS::SQS::Queue") throw new Error(`No queue has the ARN ${queueArn}.`);
    return queue;
  }

  #fileOf(queueArn: string): string {
    return join(this.#folder, `${this.#queue(queueArn).arn.split(":").at(-1)}.jsonl`);
  }
}

function endsInLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() === "\n";
}

function parseMessage(line: string): QueueMessage[] {
  try {
    return line === "" ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}
