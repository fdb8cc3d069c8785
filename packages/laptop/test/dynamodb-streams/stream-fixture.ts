import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { requestEngine } from "../../services/dynamodb/engine-request.ts";
import { createTables } from "../../services/dynamodb/tables.ts";
import type { StreamsOptions } from "../../services/dynamodb-streams/start-streams.ts";
import { startStreams } from "../../services/dynamodb-streams/start-streams.ts";
import { Iam } from "../../services/iam/iam.ts";
import { Queues } from "../../services/sqs/queues.ts";
import type { DeployedResource } from "../../template/deployed-resources.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { STREAM_ARN, TABLE_ARN, tableResource, tempFolder } from "../dynamodb/table-fixture.ts";
import {
  folderWith,
  functionArn,
  functionWithRole,
  lambdaOf,
  resource,
} from "../lambda/function-fixture.ts";

export const QUEUE_ARN = "arn:aws:sqs:us-east-1:000000000000:failed";

/** What the mapping needs of the function's role. */
export const STREAM_STATEMENTS: Json[] = [
  {
    Effect: "Allow",
    Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    Resource: `${TABLE_ARN}/stream/*`,
  },
  { Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE_ARN },
];

/** The table, a consumer with the code, its mapping and a queue. */
export function streamResources(
  code: string,
  mapping: { [key: string]: Json } = {},
  statements: Json[] = STREAM_STATEMENTS,
): DeployedResource[] {
  return [
    tableResource(),
    ...functionWithRole("consumer", code, {}, statements),
    resource("AWS::SQS::Queue", "https://sqs.invalid/failed", QUEUE_ARN, {}),
    resource("AWS::Lambda::EventSourceMapping", "Mapping", "", {
      EventSourceArn: STREAM_ARN,
      FunctionName: functionArn("consumer"),
      StartingPosition: "TRIM_HORIZON",
      ...mapping,
    }),
  ];
}

/**
 * A consumer that notes the sort keys of each batch, then runs the statements; these see `keys`, the
 * `records` and how often it was called (`call`, from 1 on).
 */
export function consumer(statements = ""): string {
  return folderWith({
    "index.js": `
      const fs = require("node:fs");
      const file = __dirname + "/batches.jsonl";
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      exports.handler = async ({ Records: records }) => {
        const keys = records.map((record) => record.dynamodb.Keys.sk.S);
        fs.appendFileSync(file, JSON.stringify(keys) + "\\n");
        const call = fs.readFileSync(file, "utf8").split("\\n").length - 1;
        ${statements}
      };`,
  });
}

/** The sort keys of every batch the consumer was given. */
export function batchesOf(code: string): string[][] {
  const file = join(code, "batches.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/** Table, functions and streams over an engine, without retry delays. */
export async function startStreamsOn(
  engine: string,
  resources: DeployedResource[],
  options: Partial<StreamsOptions> = {},
) {
  const deployed = new DeployedResources(resources);
  const dataDir = options.dataDir ?? tempFolder();
  await createTables(engine, deployed);
  const { lambda } = lambdaOf(resources);
  const log: object[] = [];
  const queues = new Queues(deployed, dataDir);
  const streams = startStreams({
    resources: deployed,
    iam: Iam.fromResources(deployed),
    lambda,
    queues,
    engine,
    log: (entry) => log.push(entry),
    backOff: () => 1,
    ...options,
    dataDir,
  });
  return { streams, lambda, dataDir, log, queues };
}

/** Puts items straight into the engine, in order. */
export async function put(engine: string, ...keys: string[]): Promise<void> {
  for (const sk of keys) {
    const Item = { pk: { S: "P" }, sk: { S: sk } };
    await requestEngine(engine, "DynamoDB_20120810", "PutItem", { TableName: "app", Item });
  }
}
