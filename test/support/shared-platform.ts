import { mkdtemp, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DeleteObjectsCommand, S3Client } from "@aws-sdk/client-s3";
import type { PlatformOptions } from "@profiles-api/laptop";
import { inject } from "vitest";
import { clearItems } from "./engine-table.ts";
import { startTestPlatform, type TestPlatform } from "./test-platform.ts";

/** What a test may watch, and where it may interfere, for as long as it has the platform. */
type Probes = Partial<
  Pick<PlatformOptions, "log" | "interceptTable" | "interceptObject" | "onReport" | "streamBackOff">
>;

/** That S3 deletes at a time. */
const MOST_OBJECTS = 1_000;

let probes: Probes = {};
let running: Promise<TestPlatform> | undefined;

/**
 * The platform that the files of one worker use one after another, as a new one: nothing is stored,
 * `calls` and `reports` are empty. Its functions are warm, though, and have served others: a test
 * that needs cold ones, stops parts of the platform, or starts it anew takes `startTestPlatform`. So
 * does one that counts by account what the gateway keeps: keys and quotas stay.
 *
 * `stop` gives it back. It ends with the worker, its data with the run.
 */
export async function sharedPlatform(mine: Probes = {}): Promise<TestPlatform> {
  running ??= start();
  const platform = await running;
  await giveBack(platform);
  await clear(platform);
  platform.calls.length = 0;
  platform.reports.length = 0;
  probes = mine;
  return { ...platform, stop: () => giveBack(platform) };
}

/** Work in the background belongs to the test that caused it. */
async function giveBack(platform: TestPlatform): Promise<void> {
  await platform.idle();
  probes = {};
}

async function start(): Promise<TestPlatform> {
  const calls: TestPlatform["calls"] = [];
  const reports: TestPlatform["reports"] = [];
  const platform = await startTestPlatform({
    // Not in the system's temporary folder: a worker ends without a word.
    dataDir: await mkdtemp(join(dirname(inject("assembly")), "data-")),
    log: (entry) => probes.log?.(entry),
    onTableCall: (call) => calls.push(call),
    onReport: (report) => {
      reports.push(report);
      probes.onReport?.(report);
    },
    interceptTable: (call) => probes.interceptTable?.(call) ?? "pass",
    interceptObject: (call) => probes.interceptObject?.(call) ?? "pass",
    streamBackOff: (retry) => probes.streamBackOff?.(retry),
  });
  // How vitest ends a worker.
  process.once("SIGTERM", () => platform.stop().finally(() => process.exit()));
  return { ...platform, calls, reports };
}

async function clear(platform: TestPlatform): Promise<void> {
  await clearItems(platform);
  const { queues, resources } = platform;
  const emptyQueues = () => {
    for (const { arn } of resources.ofType("AWS::SQS::Queue")) emptyQueue(queues, arn);
  };
  emptyQueues();
  await clearObjects(platform);
  await platform.idle();
  // What was given up on meanwhile.
  emptyQueues();
}

async function clearObjects({ dataDir, objects, resources }: TestPlatform): Promise<void> {
  const facts = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8"));
  const client = new S3Client({ endpoint: facts.s3, region: "us-east-1", credentials: facts });
  for (const { physicalId: Bucket } of resources.ofType("AWS::S3::Bucket")) {
    const keys = await objects.list(Bucket);
    for (let at = 0; at < keys.length; at += MOST_OBJECTS) {
      const Objects = keys.slice(at, at + MOST_OBJECTS).map((Key) => ({ Key }));
      const Delete = { Objects, Quiet: true };
      const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
      const [refused] = Errors;
      if (refused) throw new Error(`${refused.Key} was not deleted: ${refused.Message}`);
    }
  }
  client.destroy();
}

/** Takes every message out of a queue. */
export function emptyQueue(queues: TestPlatform["queues"], arn: string): void {
  for (;;) {
    const received = queues.receive(arn, { most: 10 });
    if (received.length === 0) return;
    for (const { receiptHandle } of received) queues.delete(arn, receiptHandle);
  }
}
