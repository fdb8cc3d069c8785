import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { batchOutcome } from "../../services/dynamodb-streams/batch-outcome.ts";
import { batchesOf } from "../../services/dynamodb-streams/batches.ts";
import { Checkpoint } from "../../services/dynamodb-streams/checkpoint.ts";
import { parseFilterCriteria } from "../../services/dynamodb-streams/filter-criteria.ts";
import { streamMappingsOf } from "../../services/dynamodb-streams/stream-mapping.ts";
import type { StreamRecord } from "../../services/dynamodb-streams/stream-record.ts";
import { Iam } from "../../services/iam/iam.ts";
import { PAYLOAD_LIMIT } from "../../services/lambda/lambda-service.ts";
import { Queues } from "../../services/sqs/queues.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { STREAM_ARN, tempFolder } from "../dynamodb/table-fixture.ts";
import { QUEUE_ARN, STREAM_STATEMENTS, streamResources } from "./stream-fixture.ts";

function record(sequenceNumber: string, size = 0): StreamRecord {
  const dynamodb = { SequenceNumber: sequenceNumber, ApproximateCreationDateTime: 1 };
  return { eventID: sequenceNumber, eventName: "INSERT", dynamodb, filler: "x".repeat(size) };
}

describe("filter criteria", () => {
  const matches = (pattern: Json, value: Json) => {
    const criteria = { Filters: [{ Pattern: JSON.stringify(pattern) }] };
    return parseFilterCriteria(criteria, "Mapping")(value);
  };
  const image = (fields: Json) => ({ dynamodb: { NewImage: fields } });

  it.each<[string, Json, Json, boolean]>([
    ["an exact text", { eventName: ["REMOVE"] }, { eventName: "REMOVE" }, true],
    ["another text", { eventName: ["REMOVE"] }, { eventName: "INSERT" }, false],
    ["one of several", { eventName: ["A", "B"] }, { eventName: "B" }, true],
    ["a nested field", image({ sk: { S: ["CARD"] } }), image({ sk: { S: "CARD" } }), true],
    ["a missing image", image({ sk: { S: ["CARD"] } }), { dynamodb: {} }, false],
    ["null", { a: [null] }, { a: null }, true],
    ["a boolean", image({ on: { BOOL: [true] } }), image({ on: { BOOL: true } }), true],
    ["an element of a set", image({ s: { SS: ["b"] } }), image({ s: { SS: ["a", "b"] } }), true],
    ["a prefix", { a: [{ prefix: "USER#" }] }, { a: "USER#1" }, true],
    ["no prefix", { a: [{ prefix: "USER#" }] }, { a: "SLUG#1" }, false],
    ["exists", image({ x: { S: [{ exists: true }] } }), image({ x: { S: "" } }), true],
    ["does not exist", image({ x: { S: [{ exists: false }] } }), image({}), true],
    ["exists for a leaf only", { dynamodb: { NewImage: [{ exists: true }] } }, image({}), false],
    ["anything but", { a: [{ "anything-but": ["x", "y"] }] }, { a: "z" }, true],
    ["not anything but", { a: [{ "anything-but": "x" }] }, { a: "x" }, false],
    ["anything but of nothing", { a: [{ "anything-but": "x" }] }, {}, false],
    ["anything but a prefix", { a: [{ "anything-but": { prefix: "x" } }] }, { a: "xy" }, false],
    ["all fields", { a: ["1"], b: ["2"] }, { a: "1", b: "3" }, false],
  ])("match %s", (_, pattern, value, expected) => {
    expect(matches(pattern, value)).toBe(expected);
  });

  it("pass everything when there is none, and what any filter matches", () => {
    expect(parseFilterCriteria(undefined, "Mapping")({})).toBe(true);
    const Filters = [{ Pattern: '{"a":["1"]}' }, { Pattern: '{"b":["2"]}' }];
    expect(parseFilterCriteria({ Filters }, "Mapping")({ b: "2" })).toBe(true);
  });

  it.each<[Json, string]>([
    [{ a: [{ numeric: [">", 1] }] }, 'the filter condition {"numeric":[">",1]} is not supported'],
    [{ a: [{ suffix: "x" }] }, "is not supported by the local platform"],
    [{ $or: [] }, "the filter operator $or is not supported"],
    [{ a: "x" }, 'a filter value must stand in a list: "x"'],
  ])("refuse %j with a sentence", (pattern, sentence) => {
    expect(() => matches(pattern, {})).toThrow(sentence);
    expect(() => parseFilterCriteria({ Filters: [{ Pattern: "{" }] }, "M")).toThrow("is not JSON");
  });
});

describe("an answer to a batch", () => {
  const records = [record("1"), record("2")];
  const report = (payload: unknown) => batchOutcome({ payload }, records, true);

  it.each([
    null,
    {},
    { batchItemFailures: [] },
    { batchItemFailures: null },
  ])("%j is complete success", (payload) => expect(report(payload)).toEqual({ kind: "done" }));

  it.each([
    "text",
    { batchItemFailures: "1" },
    { batchItemFailures: [{ itemIdentifier: "" }] },
    { batchItemFailures: [{ itemIdentifier: "3" }] },
    { batchItemFailures: [{ wrong: "1" }] },
    { batchItemFailures: [{ itemIdentifier: "2" }, { itemIdentifier: null }] },
  ])("%j is complete failure", (payload) => expect(report(payload).kind).toBe("failed"));

  it("counts reported failures only when the mapping asks for them", () => {
    const payload = { batchItemFailures: [{ itemIdentifier: "2" }] };
    expect(report(payload)).toEqual({ kind: "partly", firstFailed: 1 });
    expect(batchOutcome({ payload }, records, false)).toEqual({ kind: "done" });
  });
});

describe("batches", () => {
  it("stay within the size of an event", () => {
    const third = Math.floor(PAYLOAD_LIMIT / 3);
    const records = ["1", "2", "3", "4"].map((id) => record(id, third));
    expect(batchesOf(records, 100).map((batch) => batch.length)).toEqual([2, 2]);
    expect(batchesOf(records, 1)).toHaveLength(4);
    expect(batchesOf([], 10)).toEqual([]);
  });
});

describe("a mapping", () => {
  const read = (mapping: { [key: string]: Json }, statements = STREAM_STATEMENTS) => {
    const resources = new DeployedResources(streamResources("/", mapping, statements));
    return streamMappingsOf(resources, Iam.fromResources(resources));
  };

  it("has AWS's defaults", () => {
    expect(read({})).toMatchObject([
      {
        tableName: "app",
        batchSize: 100,
        windowMs: 0,
        bisects: false,
        maxRetries: Number.POSITIVE_INFINITY,
        maxAgeMs: Number.POSITIVE_INFINITY,
        reportsItemFailures: false,
        onFailureQueueArn: undefined,
      },
    ]);
  });

  it("is left alone when disabled or not of a table's stream", () => {
    expect(read({ Enabled: false })).toEqual([]);
    expect(read({ EventSourceArn: QUEUE_ARN })).toEqual([]);
  });

  it("needs the permissions that Lambda uses in the function's name", () => {
    const [reading, sending] = STREAM_STATEMENTS;
    expect(() => read({}, [])).toThrow(
      `Event source mapping Mapping: the role of consumer must allow dynamodb:DescribeStream on ${STREAM_ARN}.`,
    );
    const DestinationConfig = { OnFailure: { Destination: QUEUE_ARN } };
    expect(() => read({ DestinationConfig }, reading === undefined ? [] : [reading])).toThrow(
      "must allow sqs:SendMessage",
    );
    expect(sending).toBeDefined();
    expect(read({ DestinationConfig })).toMatchObject([{ onFailureQueueArn: QUEUE_ARN }]);
  });

  it("is refused with a sentence when it cannot work", () => {
    expect(() => read({ StartingPosition: "AT_TIMESTAMP" })).toThrow("StartingPosition must be");
    expect(() => read({ FunctionName: "other" })).toThrow("its function is not in the stacks");
    const DestinationConfig = { OnFailure: { Destination: "arn:aws:sns:us-east-1:0:t" } };
    expect(() => read({ DestinationConfig })).toThrow("is not a queue of the stacks");
  });
});

describe("a checkpoint", () => {
  it("is written five times a second at most, and when somebody insists", async () => {
    const file = join(tempFolder(), "streams", "m.json");
    const written = () => Checkpoint.read(file, "stream")?.after("shard");
    const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
    onTestFinished(() => clock.mockRestore());
    const checkpoint = await Checkpoint.create(file, "stream", new Map([["shard", "1"]]));
    checkpoint.advance("shard", "2");
    clock.mockReturnValue(1_199);
    await checkpoint.writeNowAndThen();
    expect(written()).toBe("1");
    clock.mockReturnValue(1_200);
    await checkpoint.writeNowAndThen();
    expect(written()).toBe("2");
    checkpoint.advance("shard", "3");
    await checkpoint.write();
    expect(written()).toBe("3");
  });

  it("is read back, and forgotten for another stream or a broken file", async () => {
    const file = join(tempFolder(), "streams", "m.json");
    expect(Checkpoint.read(file, "stream")).toBeUndefined();
    const checkpoint = await Checkpoint.create(file, "stream", new Map([["old", "5"]]));
    checkpoint.advance("shard", "9");
    await checkpoint.write();
    const again = Checkpoint.read(file, "stream");
    expect([again?.after("shard"), again?.after("old"), again?.after("new")]).toEqual([
      "9",
      "5",
      undefined,
    ]);
    expect(Checkpoint.read(file, "other")).toBeUndefined();
    writeFileSync(file, "{");
    expect(Checkpoint.read(file, "stream")).toBeUndefined();
  });
});

describe("queues", () => {
  it("keep messages in order, over a restart and a line cut short", () => {
    const dataDir = tempFolder();
    const resources = new DeployedResources(streamResources("/"));
    const queues = new Queues(resources, dataDir);
    expect(queues.list(QUEUE_ARN)).toEqual([]);
    const first = queues.append(QUEUE_ARN, "one\ntwo");
    appendFileSync(join(dataDir, "queues", "failed.jsonl"), '{"messageId":"cut');
    const second = new Queues(resources, dataDir).append(QUEUE_ARN, "three");
    expect(queues.list(QUEUE_ARN)).toEqual([first, second]);
    expect(first).toMatchObject({ body: "one\ntwo", messageId: expect.any(String) });
    expect(() => queues.append("arn", "x")).toThrow("No queue has the ARN arn.");
  });
});
