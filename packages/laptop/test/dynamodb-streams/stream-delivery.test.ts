import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DynamoDbEngine } from "../../services/dynamodb/engine.ts";
import { startEngine } from "../../services/dynamodb/engine.ts";
import type { Json } from "../../template/json.ts";
import { STREAM_ARN, tempFolder } from "../dynamodb/table-fixture.ts";
import { folderWith, functionArn } from "../lambda/function-fixture.ts";
import { eventually } from "../support/eventually.ts";
import {
  batchesOf,
  consumer,
  put,
  QUEUE_ARN,
  startStreamsOn,
  streamResources,
} from "./stream-fixture.ts";

let engine: DynamoDbEngine;
let stops: (() => Promise<void>)[] = [];
beforeEach(async () => {
  engine = await startEngine({ dataDir: tempFolder(), onExit: () => {} });
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
  await engine.stop();
});

async function run(
  code: string,
  mapping: { [key: string]: Json } = {},
  options: Parameters<typeof startStreamsOn>[2] = {},
) {
  const running = await startStreamsOn(engine.endpoint, streamResources(code, mapping), options);
  stops.push(
    () => running.lambda.stop(),
    () => running.streams.stop(),
  );
  return running;
}

const onFailure = { DestinationConfig: { OnFailure: { Destination: QUEUE_ARN } } };

describe("a stream mapping", () => {
  it("delivers each change in order, as Lambda words it", async () => {
    const code = folderWith({
      "index.js": `exports.handler = async (event) => {
        require("node:fs").appendFileSync(__dirname + "/batches.jsonl", JSON.stringify(event) + "\\n");
      };`,
    });
    const { streams } = await run(code, { BatchSize: 10 });
    await put(engine.endpoint, "a", "b");
    await streams.idle();
    const records = (batchesOf(code) as unknown as { Records: object[] }[]).flatMap(
      (event) => event.Records,
    );
    expect(records).toMatchObject([
      {
        eventName: "INSERT",
        eventSource: "aws:dynamodb",
        awsRegion: "us-east-1",
        eventSourceARN: STREAM_ARN,
        dynamodb: {
          Keys: { pk: { S: "P" }, sk: { S: "a" } },
          NewImage: { pk: { S: "P" }, sk: { S: "a" } },
          SequenceNumber: expect.any(String),
          ApproximateCreationDateTime: expect.any(Number),
          StreamViewType: "NEW_AND_OLD_IMAGES",
        },
      },
      { dynamodb: { Keys: { sk: { S: "b" } } } },
    ]);
  });

  it("cuts batches to their size and leaves out what the filter does not match", async () => {
    const code = consumer();
    const Pattern = JSON.stringify({
      eventName: ["INSERT"],
      dynamodb: { Keys: { sk: { S: [{ prefix: "x" }] } } },
    });
    const { streams } = await run(code, {
      BatchSize: 2,
      FilterCriteria: { Filters: [{ Pattern }] },
    });
    await streams.stop();
    await put(engine.endpoint, "x1", "y1", "x2", "x3", "y2");
    const again = await run(code, { BatchSize: 2, FilterCriteria: { Filters: [{ Pattern }] } });
    await again.streams.idle();
    expect(batchesOf(code)).toEqual([["x1", "x2"], ["x3"]]);
  });

  it("waits for its window to fill a batch, but not while somebody waits for idle", async () => {
    const code = consumer();
    // A window longer than the test: only a full batch, or somebody who waits, ends it.
    const { streams } = await run(code, { BatchSize: 2, MaximumBatchingWindowInSeconds: 60 });
    await put(engine.endpoint, "a");
    streams.poke();
    // Time to be delivered too early, if it were.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await put(engine.endpoint, "b");
    streams.poke();
    await eventually(() => expect(batchesOf(code)).toEqual([["a", "b"]]));
    await put(engine.endpoint, "c");
    await streams.idle();
    expect(batchesOf(code)).toEqual([["a", "b"], ["c"]]);
  });

  it("retries the whole batch until it is taken", async () => {
    const code = consumer("if (call < 4) throw new Error('not yet');");
    const backOff = vi.fn(() => 1);
    const { streams } = await run(code, {}, { backOff });
    await put(engine.endpoint, "a");
    await streams.idle();
    expect(batchesOf(code)).toEqual([["a"], ["a"], ["a"], ["a"]]);
    expect(backOff.mock.calls).toEqual([[1], [2], [3]]);
  });

  it("retries from the first reported failure on", async () => {
    const code = consumer(`
      const id = (key) => records[keys.indexOf(key)].dynamodb.SequenceNumber;
      const failed = call === 1 ? ["d", "b"] : [];
      return { batchItemFailures: failed.map((key) => ({ itemIdentifier: id(key) })) };`);
    await (await run(code)).streams.stop();
    await put(engine.endpoint, "a", "b", "c", "d");
    const mapping = { FunctionResponseTypes: ["ReportBatchItemFailures"] };
    const { streams } = await run(code, mapping, { dataDir: tempFolder() });
    await streams.idle();
    expect(batchesOf(code)).toEqual([
      ["a", "b", "c", "d"],
      ["b", "c", "d"],
    ]);
  });

  it("isolates a bad record by halves and sends it to the failure destination", async () => {
    const code = consumer("if (keys.includes('bad')) throw new Error('bad');");
    await (await run(code)).streams.stop();
    await put(engine.endpoint, "a", "b", "bad", "c");
    const { streams, queues } = await run(
      code,
      { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1, ...onFailure },
      { dataDir: tempFolder() },
    );
    await streams.idle();
    expect(batchesOf(code)).toEqual([
      ["a", "b", "bad", "c"],
      ["a", "b"],
      ["bad", "c"],
      ["bad"],
      ["bad"],
      ["c"],
    ]);
    const messages = queues.list(QUEUE_ARN).map((message) => JSON.parse(message.body));
    const arrival = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(messages).toEqual([
      {
        requestContext: {
          requestId: expect.any(String),
          functionArn: functionArn("consumer"),
          condition: "RetryAttemptsExhausted",
          approximateInvokeCount: 4,
        },
        responseContext: {
          statusCode: 200,
          executedVersion: "$LATEST",
          functionError: "Unhandled",
        },
        version: "1.0",
        timestamp: expect.any(String),
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-/),
          startSequenceNumber: "3",
          endSequenceNumber: "3",
          approximateArrivalOfFirstRecord: arrival,
          approximateArrivalOfLastRecord: arrival,
          batchSize: 1,
          streamArn: STREAM_ARN,
        },
      },
    ]);
  });

  it("gives up on records that are too old", async () => {
    const code = consumer("throw new Error('never');");
    const { streams, queues } = await run(
      code,
      { MaximumRecordAgeInSeconds: 60, ...onFailure },
      { now: () => Date.now() + 120_000 },
    );
    await put(engine.endpoint, "old");
    await streams.idle();
    expect(batchesOf(code)).toEqual([]);
    const [message] = queues.list(QUEUE_ARN).map(({ body }) => JSON.parse(body));
    expect(message.requestContext).toMatchObject({
      condition: "RecordAgeExceeded",
      approximateInvokeCount: 1,
    });
    expect(message).not.toHaveProperty("responseContext");
  });

  it("gives up on records that grow too old while they are retried", async () => {
    const code = consumer("throw new Error('never');");
    const { streams, queues } = await run(
      code,
      { MaximumRecordAgeInSeconds: 60, ...onFailure },
      { now: () => Date.now() + (batchesOf(code).length < 2 ? 0 : 120_000) },
    );
    await put(engine.endpoint, "aging");
    await streams.idle();
    expect(batchesOf(code)).toEqual([["aging"], ["aging"]]);
    const [message] = queues.list(QUEUE_ARN).map(({ body }) => JSON.parse(body));
    expect(message.requestContext).toMatchObject({
      condition: "RecordAgeExceeded",
      approximateInvokeCount: 2,
    });
    expect(message).not.toHaveProperty("responseContext");
  });

  it("goes on where it stopped, and delivers again what was cut off", async () => {
    const code = consumer("if (keys.includes('slow') && call === 2) await sleep(60_000);");
    const dataDir = tempFolder();
    const first = await run(code, { ...onFailure, MaximumRetryAttempts: 0 }, { dataDir });
    await put(engine.endpoint, "a");
    await first.streams.idle();
    await put(engine.endpoint, "slow");
    first.streams.poke();
    await eventually(() => expect(batchesOf(code)).toEqual([["a"], ["slow"]]));
    const stopped = first.streams.stop();
    await first.lambda.stop();
    await stopped;

    const second = await run(code, {}, { dataDir });
    await second.streams.idle();
    expect(batchesOf(code)).toEqual([["a"], ["slow"], ["slow"]]);
    expect(second.queues.list(QUEUE_ARN)).toEqual([]);
  });

  it("from LATEST leaves out what was there before it was made, and only that", async () => {
    const code = consumer();
    await (await run(consumer())).streams.stop();
    await put(engine.endpoint, "before");
    const dataDir = tempFolder();
    const first = await run(code, { StartingPosition: "LATEST" }, { dataDir });
    await first.streams.idle();
    await first.streams.stop();
    await put(engine.endpoint, "meanwhile");
    const second = await run(code, { StartingPosition: "LATEST" }, { dataDir });
    await second.streams.idle();
    expect(batchesOf(code)).toEqual([["meanwhile"]]);
  });

  it("tells when the engine is away", async () => {
    const code = consumer();
    const { streams, log } = await run(code);
    await put(engine.endpoint, "a");
    await streams.idle();
    process.kill(engine.pid, "SIGKILL");
    await eventually(() => expect(JSON.stringify(log)).toContain("Stream of app"));
  });
});
