import { eventually } from "@profiles-api/laptop/eventually";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  expectNothingLeft,
  expectReadsGone,
  makeFullProfile,
  tracesOf,
} from "../support/full-profile.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

type Fate = "pass" | "drop-before";

interface Call {
  readonly functionName: string;
  readonly operation: string;
}

let platform: TestPlatform;
/** Whether the process that makes the call dies at it, and whether it is carried out all the same. */
let crashAt: (call: Call) => Fate | undefined = () => undefined;

beforeAll(async () => {
  platform = await startTestPlatform({
    streamBackOff: () => 1,
    interceptTable: async (call) => {
      const fate = crashAt(call);
      if (fate) await platform.kill(call.functionName);
      return fate ?? "pass";
    },
    interceptObject: (call) => {
      const fate = crashAt(call);
      if (fate) void platform.kill(call.functionName);
      return fate ?? "pass";
    },
  });
});
afterAll(() => platform.stop());

test("a request that dies at any of its calls has removed everything, or nothing", async () => {
  const profile = await makeFullProfile(platform, "request");
  await platform.idle();
  const before = await tracesOf(platform, profile.id);
  const operations: string[] = [];
  const isOurs = ({ functionName }: Call) => /DeleteProfile/.test(functionName);
  for (let dies = 0; !operations.includes("TransactWriteItems"); dies += 1) {
    expect(await tracesOf(platform, profile.id)).toEqual(before);
    operations.length = 0;
    platform.calls.length = 0;
    crashAt = (call) => {
      if (!isOurs(call) || operations.push(call.operation) !== Math.max(1, dies)) return undefined;
      return dies === 0 ? "drop-before" : "pass";
    };
    expect((await profile.owner.delete(profile.path)).status).toBe(502);
    // What the dead process had still sent arrives before anything that is sent from now on.
    await profile.owner.get(profile.path);
    await eventually(() => expect(platform.calls.filter(isOurs).length).toBe(operations.length));
  }
  crashAt = () => undefined;
  expect(operations.sort()).toEqual(["GetItem", "GetItem", "TransactWriteItems", "UpdateItem"]);
  await expectReadsGone(platform, profile);
  expect((await profile.owner.delete(profile.path)).status).toBe(404);
  await platform.idle();
  await expectNothingLeft(platform, profile);
});

test("a consumer that dies after each single write is taken up until nothing is left", async () => {
  const profile = await makeFullProfile(platform, "consumer");
  const deaths: string[] = [];
  crashAt = ({ functionName, operation }) => {
    if (!/Removal/.test(functionName) || !/Delete|Write/.test(operation)) return undefined;
    // The very last write: it makes itself superfluous, and may be repeated for ever.
    if (deaths.includes("DeleteItem")) return undefined;
    deaths.push(operation);
    return "pass";
  };
  expect((await profile.owner.delete(profile.path)).status).toBe(204);
  await expectReadsGone(platform, profile);
  await platform.idle();
  crashAt = () => undefined;
  const times = (name: string) => deaths.filter((operation) => operation === name).length;
  // Entries in two batches, uploads; leads, and by what their visitors were known; scans; counters.
  expect(times("BatchWriteItem")).toBe(7);
  expect(times("DeleteObject")).toBeGreaterThanOrEqual(1);
  expect(times("DeleteItem")).toBe(1);
  await expectNothingLeft(platform, profile);
});
