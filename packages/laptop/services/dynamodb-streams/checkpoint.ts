import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

interface Stored {
  readonly streamArn: string;
  readonly shards: Readonly<Record<string, string>>;
}

/**
 * How far a mapping has come, in a small file that is replaced as a whole. When the platform dies
 * between an answer and the write, the batch is delivered again: at least once, never not at all.
 */
export class Checkpoint {
  readonly #file: string;
  readonly #streamArn: string;
  readonly #shards: Map<string, string>;

  private constructor(file: string, streamArn: string, shards: Map<string, string>) {
    this.#file = file;
    this.#streamArn = streamArn;
    this.#shards = shards;
  }

  /** Reads the file; undefined when there is none, or it belongs to another stream. */
  static read(file: string, streamArn: string): Checkpoint | undefined {
    try {
      const stored: Stored = JSON.parse(readFileSync(file, "utf8"));
      if (stored.streamArn !== streamArn) return undefined;
      return new Checkpoint(file, streamArn, new Map(Object.entries(stored.shards)));
    } catch {
      return undefined;
    }
  }

  /** Starts anew after the given sequence numbers, by shard; other shards start at their first. */
  static create(file: string, streamArn: string, after: ReadonlyMap<string, string>): Checkpoint {
    const checkpoint = new Checkpoint(file, streamArn, new Map(after));
    checkpoint.#write();
    return checkpoint;
  }

  /** Sequence number of the last settled record; undefined before the first one. */
  after(shardId: string): string | undefined {
    return this.#shards.get(shardId);
  }

  /** Records up to and with this one are settled. */
  advance(shardId: string, sequenceNumber: string): void {
    this.#shards.set(shardId, sequenceNumber);
    this.#write();
  }

  #write(): void {
    const stored: Stored = {
      streamArn: this.#streamArn,
      shards: Object.fromEntries(this.#shards),
    };
    mkdirSync(dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.new`;
    writeFileSync(draft, JSON.stringify(stored));
    renameSync(draft, this.#file);
  }
}
