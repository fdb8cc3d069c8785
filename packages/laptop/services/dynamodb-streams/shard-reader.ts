import { setImmediate as nextTurn } from "node:timers/promises";
import type { JsonObject } from "../../template/json.ts";
import { EngineError, requestEngine } from "../dynamodb/engine-request.ts";
import type { StreamRecord } from "./stream-record.ts";

/** Records of one look at a shard at most. Both engines give fewer only when they have no more. */
export const MOST_RECORDS = 1000;

/** A look at a shard from one place on. */
export interface ShardPage {
  readonly records: readonly StreamRecord[];
  /** The shard has ended: no record will come after these. */
  readonly isLast: boolean;
}

/** Where to begin: behind a sequence number, or with the oldest record kept. */
interface Place {
  readonly streamArn: string;
  readonly shardId: string;
  readonly after: string | undefined;
}

/**
 * Reads the shards of an engine for all mappings. Those that are woken by the same write ask for the
 * same records: they share one call. A place that was read keeps its iterator, which saves a call each
 * time the stream is looked at again.
 */
export class ShardReader {
  readonly #endpoint: string;
  /** By place; one for each mapping that has read there, at most. */
  readonly #iterators = new Map<string, string>();
  /** Looks that are not under way yet, by place. */
  readonly #asked = new Map<string, Promise<ShardPage>>();

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  get endpoint(): string {
    return this.#endpoint;
  }

  /** What the engine has when it is asked, which is after this call. @throws EngineError */
  read(place: Place): Promise<ShardPage> {
    const key = keyOf(place);
    const asked = this.#asked.get(key) ?? this.#readSoon(place, key);
    this.#asked.set(key, asked);
    return asked;
  }

  async #readSoon(place: Place, key: string): Promise<ShardPage> {
    await nextTurn();
    this.#asked.delete(key);
    const kept = this.#iterators.get(key);
    this.#iterators.delete(key);
    try {
      return await this.#readFrom(place, kept ?? (await this.#iteratorOf(place)));
    } catch (error) {
      // An iterator is good for a quarter of an hour.
      if (kept === undefined || !(error instanceof EngineError)) throw error;
      return this.#readFrom(place, await this.#iteratorOf(place));
    }
  }

  async #iteratorOf({ streamArn, shardId, after }: Place): Promise<string> {
    const { ShardIterator } = await this.#call("GetShardIterator", {
      ...{ StreamArn: streamArn, ShardId: shardId },
      ...(after === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after }),
    });
    return String(ShardIterator);
  }

  async #readFrom(place: Place, iterator: string): Promise<ShardPage> {
    const page = await this.#call("GetRecords", { ShardIterator: iterator, Limit: MOST_RECORDS });
    const records = page.Records as unknown as StreamRecord[];
    const next = page.NextShardIterator;
    const after = records.at(-1)?.dynamodb.SequenceNumber ?? place.after;
    if (typeof next === "string") this.#iterators.set(keyOf({ ...place, after }), next);
    return { records, isLast: !next };
  }

  #call(operation: string, body: JsonObject): Promise<JsonObject> {
    return requestEngine(this.#endpoint, "DynamoDBStreams_20120810", operation, body);
  }
}

function keyOf({ streamArn, shardId, after = "" }: Place): string {
  return [streamArn, shardId, after].join(" ");
}
