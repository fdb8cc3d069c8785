import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoopbackServer, startLoopbackServer } from "../../platform/loopback-server.ts";
import { ShardReader } from "../../services/dynamodb-streams/shard-reader.ts";
import type { JsonObject } from "../../template/json.ts";

type Answer = (body: JsonObject) => JsonObject;

const START = { streamArn: "stream", shardId: "shard", after: undefined };

/** An engine whose stream has two records, and then no more. */
const quiet: Readonly<Record<string, Answer>> = {
  GetShardIterator: ({ SequenceNumber = "0" }) => ({ ShardIterator: `anew ${SequenceNumber}` }),
  GetRecords: ({ ShardIterator }) => ({
    Records: ShardIterator === "anew 0" ? [record("1"), record("2")] : [],
    NextShardIterator: "kept 2",
  }),
};

let engine: LoopbackServer;
let answers = quiet;
let calls: string[] = [];
beforeEach(async () => {
  answers = quiet;
  calls = [];
  engine = await startLoopbackServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).replace(/^.*\./, "");
    const body = JSON.parse(await text(request));
    calls.push(`${operation} ${body.ShardIterator ?? body.ShardIteratorType}`);
    const answer = answers[operation]?.(body) ?? {};
    response.statusCode = "__type" in answer ? 400 : 200;
    response.end(JSON.stringify(answer));
  });
});
afterEach(() => engine.close());

function record(SequenceNumber: string): JsonObject {
  return { dynamodb: { SequenceNumber } };
}

describe("the shards of an engine", () => {
  it("are read once for all who ask for the same at once", async () => {
    const reader = new ShardReader(engine.endpoint);
    const [one, two] = await Promise.all([reader.read(START), reader.read(START)]);
    expect(one.records).toEqual([record("1"), record("2")]);
    expect(two).toBe(one);
    expect(calls).toEqual(["GetShardIterator TRIM_HORIZON", "GetRecords anew 0"]);
  });

  it("are read again for who asks while they are being read: there may be more by now", async () => {
    const reader = new ShardReader(engine.endpoint);
    const later: Promise<unknown>[] = [];
    answers = {
      ...quiet,
      GetRecords: (body) => {
        if (later.length === 0) later.push(reader.read(START));
        return quiet.GetRecords?.(body) ?? {};
      },
    };
    await reader.read(START);
    await Promise.all(later);
    expect(calls.filter((call) => call === "GetRecords anew 0")).toHaveLength(2);
  });

  it("are read on from where they were read to, without another iterator", async () => {
    const reader = new ShardReader(engine.endpoint);
    await reader.read(START);
    calls = [];
    await reader.read({ ...START, after: "2" });
    await reader.read({ ...START, after: "2" });
    expect(calls).toEqual(["GetRecords kept 2", "GetRecords kept 2"]);
    calls = [];
    await reader.read({ ...START, after: "1" });
    expect(calls).toEqual(["GetShardIterator AFTER_SEQUENCE_NUMBER", "GetRecords anew 1"]);
  });

  it("are read on when the iterator has expired", async () => {
    const reader = new ShardReader(engine.endpoint);
    await reader.read(START);
    answers = {
      ...quiet,
      GetRecords: ({ ShardIterator }) =>
        ShardIterator === "kept 2"
          ? { __type: "com.amazonaws.dynamodb.v20120810#ExpiredIteratorException" }
          : { Records: [record("3")] },
    };
    const page = await reader.read({ ...START, after: "2" });
    expect(page).toEqual({ records: [record("3")], isLast: true });
  });

  it("tell what is wrong with a new iterator", async () => {
    answers = { ...quiet, GetRecords: () => ({ __type: "TrimmedDataAccessException" }) };
    const reading = new ShardReader(engine.endpoint).read(START);
    await expect(reading).rejects.toMatchObject({ code: "TrimmedDataAccessException" });
  });
});
