import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type EventsOptions, startEvents } from "../../services/eventbridge/start-events.ts";
import { Iam } from "../../services/iam/iam.ts";
import type { BucketEvent } from "../../services/s3/operation.ts";
import { Queues } from "../../services/sqs/queues.ts";
import { type DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { tempFolder } from "../dynamodb/table-fixture.ts";
import {
  folderWith,
  functionArn,
  functionWithRole,
  lambdaOf,
  resource,
} from "../lambda/function-fixture.ts";

export const RULE_ARN = "arn:aws:events:us-east-1:000000000000:rule/rule";
export const FAILED_ARN = "arn:aws:sqs:us-east-1:000000000000:failed";
export const UNDELIVERED_ARN = "arn:aws:sqs:us-east-1:000000000000:undelivered";

interface Properties {
  readonly [name: string]: Json;
}

const PATTERN: Properties = {
  source: ["aws.s3"],
  "detail-type": ["Object Created"],
  detail: { bucket: { name: ["uploads"] }, object: { key: [{ prefix: "quarantine/" }] } },
};

export const PERMISSION: Properties = {
  Action: "lambda:InvokeFunction",
  FunctionName: functionArn("taker"),
  Principal: "events.amazonaws.com",
  SourceArn: RULE_ARN,
};

const QUEUE_POLICY: Properties = {
  Queues: ["undelivered"],
  PolicyDocument: {
    Statement: [
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "sqs:*",
        Resource: UNDELIVERED_ARN,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: UNDELIVERED_ARN,
        Condition: { ArnEquals: { "aws:SourceArn": RULE_ARN } },
      },
    ],
  },
};

/** A rule of a schedule and no pattern. */
export function scheduled(ScheduleExpression: string): StackChanges {
  return { rule: { EventPattern: null, ScheduleExpression } };
}

/** What a test changes in the small stack; `undefined` leaves a resource out, `null` a property. */
export interface StackChanges {
  readonly rule?: Properties;
  readonly target?: Properties;
  readonly bucket?: Properties;
  readonly invokeConfig?: Properties;
  readonly fn?: Properties;
  readonly permission?: Properties | undefined;
  readonly queuePolicy?: Properties | undefined;
  readonly statements?: Json[];
}

/** A bucket that tells EventBridge, a rule for its quarantine, a function and two queues. */
export function eventResources(code: string, changes: StackChanges = {}): DeployedResource[] {
  const { permission, queuePolicy } = {
    permission: PERMISSION,
    queuePolicy: QUEUE_POLICY,
    ...changes,
  };
  const target = {
    Id: "Target0",
    Arn: functionArn("taker"),
    DeadLetterConfig: { Arn: UNDELIVERED_ARN },
    RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 },
    ...changes.target,
  };
  const rule = { State: "ENABLED", EventPattern: PATTERN, Targets: [target], ...changes.rule };
  const maySend = [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: FAILED_ARN }];
  return [
    resource("AWS::S3::Bucket", "uploads", "arn:aws:s3:::uploads", {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      ...changes.bucket,
    }),
    ...functionWithRole("taker", code, changes.fn, changes.statements ?? maySend),
    resource("AWS::SQS::Queue", "failed", FAILED_ARN, {}),
    resource("AWS::SQS::Queue", "undelivered", UNDELIVERED_ARN, {}),
    ...(queuePolicy ? [resource("AWS::SQS::QueuePolicy", "policy", "", queuePolicy)] : []),
    ...(permission ? [resource("AWS::Lambda::Permission", "permission", "", permission)] : []),
    resource("AWS::Lambda::EventInvokeConfig", "config", "", {
      FunctionName: "taker",
      Qualifier: "$LATEST",
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: FAILED_ARN } },
      ...changes.invokeConfig,
    }),
    resource("AWS::Events::Rule", "rule", RULE_ARN, withoutNull(rule)),
  ];
}

function withoutNull(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

/**
 * A function that notes every event and the id of its request, then runs the statements; these see
 * `event` and `call`.
 */
export function taker(statements = ""): string {
  return folderWith({
    "index.js": `
      const fs = require("node:fs");
      const file = __dirname + "/events.jsonl";
      exports.handler = async (event, { awsRequestId }) => {
        fs.appendFileSync(file, JSON.stringify(event) + "\\n");
        fs.appendFileSync(__dirname + "/ids.txt", awsRequestId + "\\n");
        const call = fs.readFileSync(file, "utf8").split("\\n").length - 1;
        ${statements}
      };`,
  });
}

/** Every event the function was given. */
export function takenBy(code: string): Record<string, Json>[] {
  const file = join(code, "events.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/** The id of the request of every attempt. */
export function idsSeenBy(code: string): string[] {
  return readFileSync(join(code, "ids.txt"), "utf8").trim().split("\n");
}

/** Events over the resources, without retry delays. */
export async function startEventsOn(
  resources: DeployedResource[],
  options: Partial<EventsOptions> = {},
) {
  const deployed = new DeployedResources(resources);
  const dataDir = options.dataDir ?? tempFolder();
  const { lambda } = lambdaOf(resources);
  const log: object[] = [];
  const queues = new Queues(deployed, dataDir);
  const events = await startEvents({
    resources: deployed,
    iam: Iam.fromResources(deployed),
    queues,
    lambda,
    log: (entry) => log.push(entry),
    bearsOut: () => true,
    backOff: () => 1,
    ...options,
    dataDir,
  });
  return {
    events,
    dataDir,
    log,
    messages: (arn: string) => queues.list(arn).map(({ body }) => JSON.parse(body)),
    stop: async () => {
      await events.stop();
      await lambda.stop();
    },
  };
}

let sequence = 0;

/** A change in the bucket `uploads`. */
export function created(key: string, more: Partial<BucketEvent> = {}): BucketEvent {
  sequence += 1;
  return {
    bucket: "uploads",
    eventName: "ObjectCreated:Put",
    key,
    size: 3,
    eTag: "0123456789abcdef0123456789abcdef",
    sequencer: sequence.toString(16).padStart(18, "0"),
    time: "2026-01-31T12:00:00.123Z",
    ...more,
  };
}
