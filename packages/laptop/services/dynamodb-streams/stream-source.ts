import type { Json, JsonObject } from "../../template/json.ts";
import { EngineError, requestEngine } from "../dynamodb/engine-request.ts";
import { describeTable } from "../dynamodb/tables.ts";
import type { ShardReader } from "./shard-reader.ts";
import type { StreamRecord } from "./stream-record.ts";

/** The stream of a table, as one mapping reads it. */
export class StreamSource {
  /** The engine's own ARN of the stream; another table of the same name has another one. */
  readonly streamArn: string;
  readonly #reader: ShardReader;
  /** Read to its end, and to get no more records. */
  readonly #finished = new Set<string>();
  #listed: readonly string[] | undefined;

  private constructor(reader: ShardReader, streamArn: string) {
    this.#reader = reader;
    this.streamArn = streamArn;
  }

  /** Throws an Error with a clear sentence when the table has no stream. */
  static async open(reader: ShardReader, tableName: string): Promise<StreamSource> {
    const table = await describeTable(reader.endpoint, tableName);
    const arn = table?.LatestStreamArn;
    if (typeof arn !== "string") throw new Error(`Table ${tableName} has no stream.`);
    return new StreamSource(reader, arn);
  }

  /**
   * Ids of the shards that are not read to their end, oldest first. The engine takes the longer to
   * list them the more records they hold, and new ones begin only where another ends: they are listed
   * anew just then.
   */
  async shards(): Promise<readonly string[]> {
    this.#listed ??= (await this.#list()).filter((id) => !this.#finished.has(id));
    return this.#listed;
  }

  /** Whether a shard has ended since the shards were listed: others may have begun. */
  get isListOld(): boolean {
    return this.#listed === undefined;
  }

  async #list(): Promise<string[]> {
    const ids: string[] = [];
    let last: Json | undefined;
    do {
      const { StreamDescription } = await this.#call("DescribeStream", {
        StreamArn: this.streamArn,
        ...(last !== undefined && { ExclusiveStartShardId: last }),
      });
      const description = StreamDescription as { Shards: { ShardId: string }[] } & JsonObject;
      ids.push(...description.Shards.map((shard) => shard.ShardId));
      last = description.LastEvaluatedShardId;
    } while (last !== undefined && last !== null);
    return ids;
  }

  /** Up to 1,000 records after a sequence number, or from the oldest one kept. */
  async read(shardId: string, after: string | undefined): Promise<readonly StreamRecord[]> {
    const { streamArn } = this;
    try {
      const { records, isLast } = await this.#reader.read({ streamArn, shardId, after });
      if (records.length === 0 && isLast) this.#finish(shardId);
      return records;
    } catch (error) {
      // The stream keeps a day; what is older than that is lost on AWS too.
      const trimmed = error instanceof EngineError && error.code === "TrimmedDataAccessException";
      if (trimmed && after !== undefined) return this.read(shardId, undefined);
      throw error;
    }
  }

  /** The last sequence number of every shard that has records. */
  async latest(): Promise<ReadonlyMap<string, string>> {
    const ends = new Map<string, string>();
    for (const shardId of await this.shards()) {
      for (;;) {
        const last = (await this.read(shardId, ends.get(shardId))).at(-1);
        if (last === undefined) break;
        ends.set(shardId, last.dynamodb.SequenceNumber);
      }
    }
    return ends;
  }

  #finish(shardId: string): void {
    this.#finished.add(shardId);
    this.#listed = undefined;
  }

  #call(operation: string, body: JsonObject): Promise<JsonObject> {
    return requestEngine(this.#reader.endpoint, "DynamoDBStreams_20120810", operation, body);
  }
}
