import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DynamoDbEngine, startEngine } from "../../services/dynamodb/engine.ts";
import { requestEngine } from "../../services/dynamodb/engine-request.ts";
import {
  batchesOf,
  consumer,
  put,
  startStreamsOn,
  streamResources,
} from "../dynamodb-streams/stream-fixture.ts";
import { expectDataKept, preflight } from "./engine-cases.ts";
import { ENGINES, tempFolder } from "./table-fixture.ts";

/** A start takes Java three seconds of a core: one serves all tests, and ends with the last. */
describe.runIf(ENGINES.includes("dynamodb-local"))("the engine dynamodb-local", () => {
  const dataDir = tempFolder();
  const engines: DynamoDbEngine[] = [];
  const start = async () => {
    const options = { dataDir, engine: "dynamodb-local", onExit: () => {} } as const;
    const engine = await startEngine(options);
    engines.push(engine);
    return engine;
  };
  let engine: DynamoDbEngine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => Promise.all(engines.map((one) => one.stop())));

  it("delivers a stream, and goes on after a restart", async () => {
    const code = consumer();
    const resources = streamResources(code);
    const first = await startStreamsOn(engine.endpoint, resources, { dataDir });
    await put(engine.endpoint, "a", "b");
    await first.streams.idle();
    await first.streams.stop();
    await requestEngine(engine.endpoint, "DynamoDB_20120810", "DeleteItem", {
      TableName: "app",
      Key: { pk: { S: "P" }, sk: { S: "a" } },
    });
    const second = await startStreamsOn(engine.endpoint, resources, { dataDir });
    await second.streams.idle();
    await second.streams.stop();
    await Promise.all([first.lambda.stop(), second.lambda.stop()]);
    expect(batchesOf(code).flat()).toEqual(["a", "b", "a"]);
  });

  it("does not allow a web page to call it", async () => {
    expect(await preflight(engine, "127.0.0.1")).toBe("no origin");
  });

  it("creates the template's tables once and keeps the data over kill -9", async () => {
    await expectDataKept(engine, start);
  });
});
