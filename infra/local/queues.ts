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
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { DeployedResources } from "./deployed-resources.ts";

export interface QueueMessage {
  readonly messageId: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly body: string;
}

/**
 * Stands in for SQS: a queue of the stacks is a file of JSON lines, `<dataDir>/queues/<name>.jsonl`.
 * Messages stay until somebody removes the file; nothing receives or expires them.
 */
export class Queues {
  readonly #resources: DeployedResources;
  readonly #folder: string;

  constructor(resources: DeployedResources, dataDir: string) {
    this.#resources = resources;
    this.#folder = join(dataDir, "queues");
  }

  /** Stores a message. It is on disk when this returns. Throws for a queue the stacks do not have. */
  append(queueArn: string, body: string): QueueMessage {
    const message = { messageId: randomUUID(), sentAt: new Date().toISOString(), body };
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

  /** Every message, oldest first. A line cut short by a crash is left out. */
  list(queueArn: string): readonly QueueMessage[] {
    const file = this.#fileOf(queueArn);
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8").split("\n").flatMap(parseMessage);
  }

  #fileOf(queueArn: string): string {
    const queue = this.#resources.byArn(queueArn);
    if (queue?.type !== "AWS::SQS::Queue") throw new Error(`No queue has the ARN ${queueArn}.`);
    return join(this.#folder, `${queueArn.split(":").at(-1)}.jsonl`);
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
