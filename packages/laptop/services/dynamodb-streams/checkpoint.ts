import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Replacing a file blocks for a millisecond or more: too long for each batch of a busy stream. */
const LEAST_MS_BETWEEN_WRITES = 200;

interface Stored {
  readonly streamArn: string;
  readonly shards: Readonly<Record<string, string>>;
}

/**
 * How far a mapping has come, in a small file that is replaced as a whole, a few times a second. When the
 * platform dies before that, the last batches come again: at least once, never not at all.
 */
export class Checkpoint {
  readonly #file: string;
  readonly #streamArn: string;
  readonly #shards: Map<string, string>;
  #isDue = false;
  #writtenAt = Number.NEGATIVE_INFINITY;

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
    checkpoint.#replace();
    return checkpoint;
  }

  /** Sequence number of the last settled record; undefined before the first one. */
  after(shardId: string): string | undefined {
    return this.#shards.get(shardId);
  }

  /** Records up to and with this one are settled. */
  advance(shardId: string, sequenceNumber: string): void {
    this.#shards.set(shardId, sequenceNumber);
    this.#isDue = true;
    this.writeNowAndThen();
  }

  /** Writes what is due, unless it has done so a moment ago. */
  writeNowAndThen(): void {
    if (performance.now() - this.#writtenAt >= LEAST_MS_BETWEEN_WRITES) this.write();
  }

  /** Writes what is due. */
  write(): void {
    if (!this.#isDue) return;
    this.#replace();
    this.#isDue = false;
    this.#writtenAt = performance.now();
  }

  #replace(): void {
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
