import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { EventsOptions } from "../../services/eventbridge/start-events.ts";
import type { BucketEvent } from "../../services/s3/operation.ts";
import type { DeployedResource } from "../../template/deployed-resources.ts";
import { functionArn } from "../lambda/function-fixture.ts";
import { eventually } from "../support/eventually.ts";
import {
  created,
  eventResources,
  FAILED_ARN,
  idsSeenBy,
  RULE_ARN,
  scheduled,
  startEventsOn,
  takenBy,
  taker,
  UNDELIVERED_ARN,
} from "./event-fixture.ts";

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const platform of running.splice(0)) await platform.stop();
});

async function start(resources: DeployedResource[], options: Partial<EventsOptions> = {}) {
  const platform = await startEventsOn(resources, options);
  running.push(platform);
  const happen = async (event: BucketEvent) => {
    await platform.events.announce(event);
    await platform.events.confirm(event);
  };
  return { ...platform, happen };
}

const files = (dataDir: string, folder: string) => readdirSync(join(dataDir, "events", folder));

describe("a bucket's event", () => {
  it("reaches the function of a rule that matches, as EventBridge writes it", async () => {
    const code = taker();
    const { events, happen, dataDir } = await start(eventResources(code));
    await happen(created("quarantine/a b"));
    await happen(created("photos/a"));
    await happen(created("quarantine/gone", { eventName: "ObjectRemoved:Delete" }));
    await happen(created("quarantine/x", { bucket: "other" }));
    await events.idle();
    expect(takenBy(code)).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        "detail-type": "Object Created",
        source: "aws.s3",
        account: "000000000000",
        time: "2026-01-31T12:00:00Z",
        region: "us-east-1",
        resources: ["arn:aws:s3:::uploads"],
        detail: {
          version: "0",
          bucket: { name: "uploads" },
          object: {
            key: "quarantine/a b",
            size: 3,
            etag: "0123456789abcdef0123456789abcdef",
            sequencer: expect.stringMatching(/^[0-9A-Fa-f]{18}$/),
          },
          "request-id": expect.any(String),
          requester: "000000000000",
          "source-ip-address": "127.0.0.1",
          reason: "PutObject",
        },
      },
    ]);
    expect(files(dataDir, "announced")).toEqual([]);
    expect(files(dataDir, "invocations")).toEqual([]);
  });

  it("goes nowhere when the bucket does not tell EventBridge, or the rule is off", async () => {
    const code = taker();
    const silent = await start(eventResources(code, { bucket: { NotificationConfiguration: {} } }));
    await silent.happen(created("quarantine/a"));
    const off = await start(eventResources(code, { rule: { State: "DISABLED" } }));
    await off.happen(created("quarantine/a"));
    await Promise.all([silent.events.idle(), off.events.idle()]);
    expect(takenBy(code)).toEqual([]);
  });

  it("is retried, and then waits in the function's failure queue with all it held", async () => {
    const code = taker('throw new TypeError("no such photo");');
    const { events, happen, messages, log } = await start(eventResources(code));
    await happen(created("quarantine/bad"));
    await events.idle();
    expect(takenBy(code)).toHaveLength(3);
    const [requestId, ...others] = new Set(idsSeenBy(code));
    expect(others).toEqual([]);
    expect(messages(FAILED_ARN)).toMatchObject([
      {
        version: "1.0",
        requestContext: {
          requestId,
          functionArn: `${functionArn("taker")}:$LATEST`,
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: { detail: { object: { key: "quarantine/bad" } } },
        responseContext: { statusCode: 200, functionError: "Unhandled" },
        responsePayload: {
          errorMessage: "no such photo",
          errorType: "TypeError",
          trace: expect.arrayContaining(["TypeError: no such photo"]),
        },
      },
    ]);
    expect(JSON.stringify(log)).toContain("given up on, RetriesExhausted");
  });

  it("is taken at the second attempt and leaves nothing behind", async () => {
    const code = taker('if (call === 1) throw new Error("not yet");');
    const { events, happen, messages, dataDir } = await start(eventResources(code));
    await happen(created("quarantine/a"));
    await events.idle();
    expect(takenBy(code)).toHaveLength(2);
    expect(messages(FAILED_ARN)).toEqual([]);
    expect(files(dataDir, "invocations")).toEqual([]);
  });

  it("goes to the rule's dead-letter queue at once when the function does not let it in", async () => {
    const code = taker();
    const { events, happen, messages } = await start(
      eventResources(code, { permission: undefined }),
    );
    await happen(created("quarantine/a"));
    await events.idle();
    expect(takenBy(code)).toEqual([]);
    expect(messages(UNDELIVERED_ARN)).toMatchObject([
      { source: "aws.s3", detail: { object: { key: "quarantine/a" } } },
    ]);
  });

  it("waits its turn when the function may run once at a time", async () => {
    const code = taker("await new Promise((done) => setTimeout(done, 20));");
    const resources = eventResources(code, { fn: { ReservedConcurrentExecutions: 1 } });
    const { events, happen, log } = await start(resources);
    await Promise.all(["a", "b", "c"].map((name) => happen(created(`quarantine/${name}`))));
    await events.idle();
    expect(takenBy(code)).toHaveLength(3);
    expect(log).toEqual([]);
  });
});

describe("an event that nobody waits for", () => {
  it("has the id it was accepted with at every attempt, and when it is given up", async () => {
    const code = taker('throw new Error("never");');
    const { events, messages } = await start(eventResources(code));
    const id = await events.invocations.accept(functionArn("taker"), { a: 1 });
    await events.idle();
    expect(idsSeenBy(code)).toEqual([id, id, id]);
    expect(messages(FAILED_ARN)).toMatchObject([{ requestContext: { requestId: id } }]);
  });
});

describe("after the platform was killed", () => {
  it("an event that no function has taken comes again", async () => {
    const code = taker("if (call === 1) await new Promise((done) => setTimeout(done, 60_000));");
    const resources = eventResources(code, { fn: { Timeout: 60 } });
    const first = await start(resources);
    await first.happen(created("quarantine/a"));
    await eventually(() => expect(takenBy(code)).toHaveLength(1));
    await first.stop();
    const second = await start(resources, { dataDir: first.dataDir });
    await second.events.idle();
    expect(takenBy(code)).toHaveLength(2);
    expect(takenBy(code)[1]).toEqual(takenBy(code)[0]);
    expect(new Set(idsSeenBy(code)).size).toBe(1);
    expect(files(first.dataDir, "invocations")).toEqual([]);
  });

  it("an announced change is told if it was made, and forgotten if not", async () => {
    const code = taker();
    const resources = eventResources(code);
    const first = await start(resources);
    await first.events.announce(created("quarantine/made"));
    await first.events.announce(created("quarantine/not-made"));
    await first.stop();
    const bearsOut = ({ key }: BucketEvent) => key === "quarantine/made";
    const second = await start(resources, { dataDir: first.dataDir, bearsOut });
    await second.events.idle();
    expect(takenBy(code)).toMatchObject([{ detail: { object: { key: "quarantine/made" } } }]);
    expect(files(first.dataDir, "announced")).toEqual([]);
  });

  it("an event that grew too old goes to the failure queue untried", async () => {
    const code = taker("await new Promise((done) => setTimeout(done, 60_000));");
    const aged = { MaximumEventAgeInSeconds: 0 };
    const first = await start(eventResources(code, { fn: { Timeout: 60 } }));
    await first.happen(created("quarantine/a"));
    await eventually(() => expect(takenBy(code)).toHaveLength(1));
    await first.stop();
    const resources = eventResources(code, { invokeConfig: aged });
    const second = await start(resources, { dataDir: first.dataDir });
    await second.events.idle();
    expect(takenBy(code)).toHaveLength(1);
    expect(second.messages(FAILED_ARN)).toMatchObject([
      { requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 0 } },
    ]);
  });
});

describe("a schedule", () => {
  it("fires on demand with the event that EventBridge sends", async () => {
    const code = taker();
    const { events } = await start(eventResources(code, scheduled("rate(1 hour)")));
    await events.fireSchedules();
    await events.idle();
    expect(takenBy(code)).toMatchObject([
      {
        "detail-type": "Scheduled Event",
        source: "aws.events",
        resources: [RULE_ARN],
        detail: {},
      },
    ]);
  });

  it("sends a constant input in place of the event", async () => {
    const code = taker();
    const { events } = await start(
      eventResources(code, {
        ...scheduled("rate(5 minutes)"),
        target: { Input: '{"dryRun":true}' },
      }),
    );
    await events.fireSchedules();
    await events.idle();
    expect(takenBy(code)).toEqual([{ dryRun: true }]);
  });
});
