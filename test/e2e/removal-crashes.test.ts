import { eventually } from "@profiles-api/laptop/eventually";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteItems } from "../support/engine-table.ts";
import {
  copyAccount,
  ERASE,
  type FullAccount,
  makeFullAccount,
  placesOf,
} from "../support/full-account.ts";
import {
  expectNothingLeft,
  expectReadsGone,
  makeFullProfile,
  PROFILES,
  tracesOf,
} from "../support/full-profile.ts";
import { readArchive } from "../support/read-archive.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

type Fate = "pass" | "drop-before";

interface Call {
  readonly functionName: string;
  readonly operation: string;
}

let platform: TestPlatform;
/** Whether the process that makes the call dies at it, and whether it is carried out all the same. */
let crashAt: (call: Call) => Fate | undefined = () => undefined;
/** What happens to the table just before a call of it. */
let meanwhile: (call: Call) => Promise<void> = async () => {};

beforeAll(async () => {
  platform = await sharedPlatform({
    streamBackOff: () => 1,
    interceptTable: async (call) => {
      await meanwhile(call);
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
  // What making it leaves to the consumer is no part of this.
  await platform.idle();
  const deaths: string[] = [];
  const times = (name: string) => deaths.filter((operation) => operation === name).length;
  crashAt = ({ functionName, operation }) => {
    if (!/Removal/.test(functionName) || !/Delete|Write/.test(operation)) return undefined;
    // The very last write: it makes itself superfluous, and may be repeated for ever.
    if (deaths.includes("DeleteItem")) return undefined;
    // Objects go side by side. With a death at each, the stream would give the record up.
    if (operation === "DeleteObject" && times(operation) === 2) return undefined;
    deaths.push(operation);
    return "pass";
  };
  expect((await profile.owner.delete(profile.path)).status).toBe(204);
  await expectReadsGone(platform, profile);
  await platform.idle();
  crashAt = () => undefined;
  // Entries in two batches, uploads; leads, and by what their visitors were known; scans; counters.
  expect(times("BatchWriteItem")).toBe(7);
  expect(times("DeleteObject")).toBe(2);
  expect(times("DeleteItem")).toBe(1);
  await expectNothingLeft(platform, profile);
});

const EXPORT = "/api/v1/account/export";

test("an archive whose maker dies after each of its writes is made all the same", async () => {
  const owner = await platform.as("export-crashes");
  await owner.post("/api/v1/profiles", { name: "Crash", title: "T" });
  const deaths: string[] = [];
  crashAt = ({ functionName, operation }) => {
    if (!/Removal/.test(functionName) || !/Put|Write|Delete/.test(operation)) return undefined;
    if (deaths.includes(operation)) return undefined;
    deaths.push(operation);
    return "pass";
  };
  const { id } = (await owner.call("POST", EXPORT)).json;
  await platform.idle();
  crashAt = () => undefined;
  expect(deaths).toEqual(["PutObject", "TransactWriteItems", "DeleteItem"]);
  const { status, url } = (await owner.get(`${EXPORT}/${id}`)).json;
  expect(status).toBe("ready");
  const files = await readArchive(new Uint8Array(await (await fetch(url)).arrayBuffer()));
  expect(JSON.parse(String(files.get("profiles.json")))).toHaveLength(1);
  expect((await pendingExports()).length).toBe(0);
});

test("of an account that is erased meanwhile no archive stays", async () => {
  const owner = await platform.as("export-erased");
  meanwhile = async ({ functionName, operation }) => {
    if (!/Removal/.test(functionName) || operation !== "TransactWriteItems") return;
    const items = await platform.items();
    await deleteItems(
      platform,
      items.filter(({ pk, sk }) => pk === "USER#export-erased" && /^EXPORT#/.test(String(sk))),
    );
  };
  const { id } = (await owner.call("POST", EXPORT)).json;
  await platform.idle();
  meanwhile = async () => {};
  expect(await platform.objectKeys(id)).toEqual([]);
  expect((await pendingExports()).length).toBe(0);
  expect((await owner.get(`${EXPORT}/${id}`)).status).toBe(404);
});

async function pendingExports() {
  return (await platform.items()).filter(({ pk }) => String(pk).startsWith("EXPORT#"));
}

let small: FullAccount | undefined;

/** Another account with many profiles and keys. */
async function manyOf(account: string, profiles: number, keys: number) {
  small ??= await makeFullAccount(platform, "pattern");
  await platform.idle();
  return copyAccount(platform, small, { account, profiles, keys });
}

/** Tombstones of all profiles, addresses that are kept for nobody, and one receipt more. */
async function expectErased(account: string, profileIds: readonly string[]): Promise<void> {
  const { items, objects } = await placesOf(platform, [account, ...profileIds]);
  const kinds = items.map(({ pk }) => String(pk).split("#")[0]);
  const times = (kind: string) => kinds.filter((one) => one === kind).length;
  expect(objects).toEqual([]);
  const many = profileIds.length;
  expect([times("PROFILE"), times("SLUG"), items.length]).toEqual([many, many, 2 * many]);
  expect(items.filter((item) => "owner" in item || "reservedFor" in item)).toEqual([]);
}

test("an erasure whose request dies at any of its writes is finished by the stream", async () => {
  const operations: string[] = [];
  for (let dies = 1, isWhole = false; !isWhole; dies += 1) {
    const account = `dies-at-${dies}`;
    const { owner, profileIds } = await manyOf(account, 21, 2);
    operations.length = 0;
    platform.calls.length = 0;
    const isOurs = ({ functionName, operation }: Call) =>
      /EraseAccount/.test(functionName) && operation === "TransactWriteItems";
    crashAt = (call) => {
      if (!isOurs(call)) return undefined;
      return operations.push(call.operation) === dies ? "pass" : undefined;
    };
    isWhole = (await owner.delete(ERASE)).status === 202;
    crashAt = () => undefined;
    // The last write of the dead process arrives after its end.
    await eventually(() => expect(platform.calls.filter(isOurs).length).toBe(operations.length));
    await platform.idle();
    await expectErased(account, profileIds);
    expect((await owner.get(`${PROFILES}/all`)).json).toEqual([]);
  }
  // It begins; then the keys, and the profiles by twenties: what the stream has done is not done again.
  expect(operations.length).toBeLessThanOrEqual(4);
  const receipts = (await platform.items()).filter(({ sk }) => String(sk).startsWith("RECEIPT#"));
  expect(receipts.length).toBeGreaterThan(1);
  for (const { went } of receipts) expect(went).toMatchObject({ profiles: 21, apiKeys: 2 });
}, 60_000);

test("an erasure's consumer that dies after each single write is taken up until nothing is left", async () => {
  const { owner, profileIds } = await manyOf("consumed", 30, 20);
  let deaths = 0;
  const died = new Set<string>();
  crashAt = ({ functionName, operation }) => {
    if (!/Removal/.test(functionName) || !/Transact|Update|Delete|Write/.test(operation))
      return undefined;
    deaths += 1;
    // As many as the stream takes up a record again; then the whole rest.
    if (deaths > 9) return undefined;
    died.add(operation);
    return "pass";
  };
  expect((await owner.delete(ERASE)).status).toBe(202);
  await platform.idle();
  crashAt = () => undefined;
  expect(died).toContain("TransactWriteItems");
  await expectErased("consumed", profileIds);
});
