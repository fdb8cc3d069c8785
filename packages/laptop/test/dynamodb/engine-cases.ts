import { request } from "node:http";
import { expect } from "vitest";
import type { DynamoDbEngine } from "../../services/dynamodb/engine.ts";
import { addressOf } from "../../services/dynamodb/engine-address.ts";
import { requestEngine } from "../../services/dynamodb/engine-request.ts";
import { createTables, describeTable } from "../../services/dynamodb/tables.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import { tableResource } from "./table-fixture.ts";

const API = "DynamoDB_20120810";

/**
 * The template's tables are made once, and their data outlives kill -9.
 * @param first an engine, which is killed
 * @param startAgain starts another one with its data
 */
export async function expectDataKept(
  first: DynamoDbEngine,
  startAgain: () => Promise<DynamoDbEngine>,
): Promise<void> {
  const resources = new DeployedResources([tableResource()]);
  await createTables(first.endpoint, resources);
  const Item = { pk: { S: "a" }, sk: { S: "b" }, n: { N: "1" } };
  await requestEngine(first.endpoint, API, "PutItem", { TableName: "app", Item });
  process.kill(first.pid, "SIGKILL");

  const second = await startAgain();
  await createTables(second.endpoint, resources);
  const Key = { pk: { S: "a" }, sk: { S: "b" } };
  const read = await requestEngine(second.endpoint, API, "GetItem", { TableName: "app", Key });
  expect(read).toEqual({ Item });
  expect(await describeTable(second.endpoint, "app")).toMatchObject({
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    GlobalSecondaryIndexes: [expect.objectContaining({ IndexName: "byOther" })],
  });
  const ttl = { TableName: "app" };
  expect(await requestEngine(second.endpoint, API, "DescribeTimeToLive", ttl)).toMatchObject({
    TimeToLiveDescription: { AttributeName: "expiresAt", TimeToLiveStatus: "ENABLED" },
  });
}

/**
 * What a browser sends before a page's call, and what it gets; undefined when nobody is there.
 * @param host one that leads to the machine, at the engine's port
 */
export function preflight(engine: DynamoDbEngine, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request({
      ...{ host, port: addressOf(engine.endpoint).port, method: "OPTIONS" },
      headers: {
        origin: "https://page.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,x-amz-target",
      },
    });
    asked.on("error", () => resolve(undefined));
    asked.on("response", (answer) => {
      answer.resume();
      resolve(answer.headers["access-control-allow-origin"] ?? "no origin");
    });
    asked.end();
  });
}
