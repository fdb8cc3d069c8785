import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { BatchDelivery, type DeliveryOptions } from "./batch-delivery.ts";
import { batchesOf } from "./batches.ts";
import { Checkpoint } from "./checkpoint.ts";
import { MOST_RECORDS, type ShardReader } from "./shard-reader.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import type { StreamRecord } from "./stream-record.ts";
import { StreamSource } from "./stream-source.ts";

/** Lambda polls a shard four times a second; a poke comes sooner. */
const IDLE_POLL_MS = 250;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5_000;

/** Where the stream is read, and where its place is kept over restarts. */
export interface PollerOptions extends Omit<DeliveryOptions, "pause" | "signal"> {
  /** One for all mappings of an engine. */
  readonly reader: ShardReader;
  readonly dataDir: string;
  /** Milliseconds before the given retry (the first is 1); doubling from 50 ms when left out, or undefined. */
  readonly backOff?: (retry: number) => number | undefined;
}

/** Reads one table's stream for one mapping, from where it stopped last, until it is stopped. */
export class MappingPoller {
  readonly #mapping: StreamMapping;
  readonly #options: PollerOptions;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #wake: () => void = () => {};
  #poked = false;
  #waiting: (() => void)[] = [];

  constructor(mapping: StreamMapping, options: PollerOptions) {
    this.#mapping = mapping;
    this.#options = options;
    this.#running = this.#run();
  }

  /** There may be something to read. */
  poke(): void {
    this.#poked = true;
    this.#wake();
  }

  /** Resolves when a look at the stream that began after this call has found nothing new. */
  idle(): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.poke();
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let stream: Progress | undefined;
    while (!signal.aborted) {
      try {
        stream ??= await this.#open();
        await this.#look(stream);
        if (!this.#poked) await this.#sleep(IDLE_POLL_MS);
      } catch (error) {
        if (signal.aborted) break;
        this.#options.log({
          level: "error",
          message: `Stream of ${this.#mapping.tableName}: ${error}`,
        });
        await delay(FIRST_RETRY_MS * 4, undefined, { signal }).catch(() => {});
      }
    }
    await stream?.checkpoint.write();
  }

  async #open(): Promise<Progress> {
    const { reader, dataDir } = this.#options;
    const { id, tableName, startingPosition } = this.#mapping;
    const source = await StreamSource.open(reader, tableName);
    const file = join(dataDir, "streams", `${id}.json`);
    const start = async () => (startingPosition === "LATEST" ? source.latest() : new Map());
    const checkpoint =
      Checkpoint.read(file, source.streamArn) ??
      (await Checkpoint.create(file, source.streamArn, await start()));
    return { source, checkpoint };
  }

  /**
   * Goes through all shards until none has anything new. Where nobody waits for that, what came
   * without a poke meanwhile may stay for the next poll.
   */
  async #look({ source, checkpoint }: Progress): Promise<void> {
    for (;;) {
      const waiting = this.#waiting.splice(0);
      this.#poked = false;
      let found = 0;
      try {
        for (const shardId of await source.shards()) {
          const after = checkpoint.after(shardId);
          const read = () => source.read(shardId, after);
          const isAwaited = () => waiting.length + this.#waiting.length > 0;
          const records = await this.#fill(read, isAwaited);
          found += records.length;
          await this.#settle(shardId, records, checkpoint);
          await checkpoint.writeNowAndThen();
        }
      } catch (error) {
        this.#waiting.unshift(...waiting);
        throw error;
      }
      if (found === 0 && !source.isListOld) {
        for (const resolve of waiting) resolve();
        return;
      }
      this.#waiting.unshift(...waiting);
      const isRead = found < MOST_RECORDS && !source.isListOld;
      if (isRead && !this.#poked && this.#waiting.length === 0) return;
    }
  }

  /** Gives a batch that is not full the time of its window to fill up, unless somebody waits. */
  async #fill(
    read: () => Promise<readonly StreamRecord[]>,
    isAwaited: () => boolean,
  ): Promise<readonly StreamRecord[]> {
    const { filter, batchSize, windowMs } = this.#mapping;
    let records = await read();
    const until = performance.now() + windowMs;
    const isPartial = () => {
      const found = records.filter(filter).length;
      return found > 0 && found < batchSize;
    };
    while (isPartial() && !isAwaited() && performance.now() < until) {
      await this.#sleep(until - performance.now());
      this.#stopping.signal.throwIfAborted();
      records = await read();
    }
    return records;
  }

  async #settle(
    shardId: string,
    records: readonly StreamRecord[],
    checkpoint: Checkpoint,
  ): Promise<void> {
    const last = records.at(-1);
    if (last === undefined) return;
    const { signal } = this.#stopping;
    const pause = (retry: number) => this.#pause(retry);
    const options = { ...this.#options, pause, signal };
    const delivery = new BatchDelivery(this.#mapping, shardId, options);
    const settled = (record: StreamRecord) => {
      // What was under way when the platform stopped has failed because of that; it comes again.
      signal.throwIfAborted();
      checkpoint.advance(shardId, record.dynamodb.SequenceNumber);
    };
    const wanted = records.filter((record) => this.#mapping.filter(record));
    for (const batch of batchesOf(wanted, this.#mapping.batchSize)) {
      await delivery.deliver(batch, settled);
    }
    settled(last);
  }

  async #pause(retry: number): Promise<void> {
    const doubling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (retry - 1));
    const ms = this.#options.backOff?.(retry) ?? doubling;
    await delay(ms, undefined, { signal: this.#stopping.signal });
  }

  /** Ended by a poke too. */
  async #sleep(ms: number): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

interface Progress {
  readonly source: StreamSource;
  readonly checkpoint: Checkpoint;
}
