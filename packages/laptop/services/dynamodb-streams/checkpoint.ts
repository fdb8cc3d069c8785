import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Replacing a file takes a millisecond, or fifty on a busy disk: too long for each batch. */
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
  static async create(
    file: string,
    streamArn: string,
    after: ReadonlyMap<string, string>,
  ): Promise<Checkpoint> {
    const checkpoint = new Checkpoint(file, streamArn, new Map(after));
    checkpoint.#isDue = true;
    await mkdir(dirname(file), { recursive: true });
    await checkpoint.write();
    return checkpoint;
  }

  /** Sequence number of the last settled record; undefined before the first one. */
  after(shardId: string): string | undefined {
    return this.#shards.get(shardId);
  }

  /** Records up to and with this one are settled; nothing is written yet. */
  advance(shardId: string, sequenceNumber: string): void {
    this.#shards.set(shardId, sequenceNumber);
    this.#isDue = true;
  }

  /** Writes what is due, unless it has done so a moment ago. One write at a time. */
  async writeNowAndThen(): Promise<void> {
    if (performance.now() - this.#writtenAt >= LEAST_MS_BETWEEN_WRITES) await this.write();
  }

  /** Writes what is due. One write at a time. */
  async write(): Promise<void> {
    if (!this.#isDue) return;
    this.#isDue = false;
    const shards = Object.fromEntries(this.#shards);
    const stored: Stored = { streamArn: this.#streamArn, shards };
    const draft = `${this.#file}.new`;
    try {
      await writeFile(draft, JSON.stringify(stored));
      await rename(draft, this.#file);
    } catch (error) {
      this.#isDue = true;
      throw error;
    }
    this.#writtenAt = performance.now();
  }
}
