import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventRulesOf } from "../../services/eventbridge/event-rule.ts";
import { notifyingBuckets } from "../../services/eventbridge/notifying-buckets.ts";
import { parseRate } from "../../services/eventbridge/rate-expression.ts";
import { Iam } from "../../services/iam/iam.ts";
import { asyncConfigurations } from "../../services/lambda/async-configuration.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { tempFolder } from "../dynamodb/table-fixture.ts";
import { functionArn } from "../lambda/function-fixture.ts";
import { eventually } from "../support/eventually.ts";
import {
  eventResources,
  PERMISSION,
  type StackChanges,
  scheduled,
  startEventsOn,
  takenBy,
  taker,
} from "./event-fixture.ts";

const deployed = (changes: StackChanges) => new DeployedResources(eventResources("/", changes));
const rulesOf = (changes: StackChanges) => eventRulesOf(deployed(changes));
const permitted = (changes: StackChanges) => rulesOf(changes)[0]?.targets[0]?.permitted;

describe("a rule", () => {
  it("may invoke a function whose policy names it, and no other", () => {
    expect(permitted({})).toBe(true);
    expect(permitted({ permission: undefined })).toBe(false);
    const other = `${PERMISSION.SourceArn}-other`;
    expect(permitted({ permission: { ...PERMISSION, SourceArn: other } })).toBe(false);
    const gateway = { ...PERMISSION, Principal: "apigateway.amazonaws.com" };
    expect(permitted({ permission: gateway })).toBe(false);
  });

  it.each<[string, StackChanges, string]>([
    ["another bus", { rule: { EventBusName: "own" } }, "EventBusName"],
    ["an unknown part", { rule: { RoleArn: "r" } }, "RoleArn"],
    ["an input transformer", { target: { InputTransformer: {} } }, "InputTransformer"],
    ["a target elsewhere", { target: { Arn: "arn:aws:sns:x" } }, "is not a function of the stacks"],
    ["a cron expression", { rule: { ScheduleExpression: "cron(0 1 * * ? *)" } }, "use a rate"],
    ["an unknown operator", { rule: { EventPattern: { a: [{ cidr: "x" }] } } }, "is not supported"],
    ["an unknown dead-letter queue", { target: { DeadLetterConfig: { Arn: "q" } } }, "not a queue"],
    ["a queue that does not let it in", { queuePolicy: undefined }, "must allow events.amazonaws"],
  ])("is refused with %s", (_, changes, sentence) => {
    expect(() => rulesOf(changes)).toThrow(sentence);
  });
});

it.each([
  ["rate(1 minute)", 60_000],
  ["rate(5 minutes)", 300_000],
  ["rate(1 hour)", 3_600_000],
  ["rate(30 days)", 2_592_000_000],
])("%s is an interval", (expression, milliseconds) => {
  expect(parseRate(expression, "Rule R")).toBe(milliseconds);
});

it.each([
  "rate(1 minutes)",
  "rate(2 hour)",
  "rate(0 days)",
  "rate(1 week)",
  "every hour",
])("%s is none", (expression) => {
  expect(() => parseRate(expression, "Rule R")).toThrow("Rule R: the schedule");
});

it("a bucket may notify nobody but EventBridge", () => {
  expect([...notifyingBuckets(deployed({}))]).toEqual(["uploads"]);
  const NotificationConfiguration = { LambdaConfigurations: [] };
  expect(() => notifyingBuckets(deployed({ bucket: { NotificationConfiguration } }))).toThrow(
    "only notifications to EventBridge",
  );
});

describe("a function's asynchronous invocations", () => {
  const configurations = (changes: StackChanges) => {
    const resources = deployed(changes);
    return asyncConfigurations(resources, Iam.fromResources(resources));
  };

  it("have Lambda's defaults without a configuration", () => {
    const resources = new DeployedResources(
      eventResources("/").filter(({ type }) => type !== "AWS::Lambda::EventInvokeConfig"),
    );
    const all = asyncConfigurations(resources, Iam.fromResources(resources));
    expect(all.get(functionArn("taker"))).toMatchObject({ maxRetries: 2, maxAgeMs: 21_600_000 });
  });

  it.each<[string, StackChanges, string]>([
    ["an unknown part", { invokeConfig: { Extra: 1 } }, "Extra"],
    [
      "a destination for successes",
      { invokeConfig: { DestinationConfig: { OnSuccess: { Destination: "q" } } } },
      "OnSuccess",
    ],
    [
      "a destination elsewhere",
      { invokeConfig: { DestinationConfig: { OnFailure: { Destination: "q" } } } },
      "is not a queue of the stacks",
    ],
    ["a role that may not send there", { statements: [] as Json[] }, "must allow sqs:SendMessage"],
    ["the older dead-letter setting", { fn: { DeadLetterConfig: {} } }, "on-failure destination"],
  ])("are refused with %s", (_, changes, sentence) => {
    expect(() => configurations(changes)).toThrow(sentence);
  });
});

it("a schedule that fell due while the platform was off fires at its start, once", async () => {
  const code = taker();
  const dataDir = tempFolder();
  const folder = join(dataDir, "events", "schedules");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "rule.json"), JSON.stringify({ dueAt: Date.now() - 1 }));
  const resources = eventResources(code, scheduled("rate(1 hour)"));
  const first = await startEventsOn(resources, { dataDir });
  await eventually(() => expect(takenBy(code)).toHaveLength(1));
  await first.events.idle();
  await first.stop();
  const second = await startEventsOn(resources, { dataDir });
  await second.events.idle();
  await second.stop();
  expect(takenBy(code)).toHaveLength(1);
});
