import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DynamoDbCall, Interception } from "@profiles-api/laptop/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { runOperator } from "../support/run-operator.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let atTable: (call: DynamoDbCall) => Interception | Promise<Interception> = () => "pass";
let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform({ interceptTable: (call) => atTable(call) });
});
afterAll(() => platform.stop());
afterEach(() => {
  atTable = () => "pass";
});

const KEYS = "/api/v1/api-keys";

async function statusWith(key: string): Promise<number> {
  return (await platform.withKey(key).get("/api/v1/profiles/all")).status;
}

/** An account with a key, and how to rotate it. */
async function accountWithKey(account: string) {
  const api = await platform.as(account);
  const { id, key } = await platform.issueKey(account);
  return { id, key, rotate: (body: object = {}) => api.post(`${KEYS}/${id}/rotate`, body) };
}

const isRotation = ({ functionName, operation }: DynamoDbCall) =>
  /RotateApiKey/.test(functionName) && operation === "TransactWriteItems";

test("a rotation whose answer was lost is made again, and the secret in use stays good", async () => {
  const { key, rotate } = await accountWithKey("rotation-lost");
  atTable = (call) => (isRotation(call) ? "drop-after" : "pass");
  expect((await rotate()).status).toBe(503);
  atTable = () => "pass";
  const again = await rotate();
  expect(again.status, again.text).toBe(200);
  expect(await statusWith(key)).toBe(200);
  expect(await statusWith(again.json.key)).toBe(200);
});

test("of rotations at once none ends the secret in use; there is room for two, until they are ended", async () => {
  const { key, rotate } = await accountWithKey("rotation-race");
  const answers = await Promise.all([rotate(), rotate(), rotate()]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
  const [refused] = answers.filter(({ status }) => status === 409);
  expect(refused?.json).toMatchObject({
    code: "api_key_overlaps_running",
    detail: expect.stringMatching(/until \d{4}-.*Z\. .*overlapSeconds 0/),
  });
  const made = answers.flatMap(({ json }) => json.key ?? []);
  for (const good of [key, ...made]) expect(await statusWith(good)).toBe(200);
  const last = await rotate({ overlapSeconds: 0 });
  expect(last.status, last.text).toBe(200);
  for (const former of [key, ...made]) expect(await statusWith(former)).toBe(401);
  expect(await statusWith(last.json.key)).toBe(200);
});

test("a key that has expired is not rotated: a fresh secret would be dead at once", async () => {
  const { id, rotate } = await accountWithKey("rotation-expired");
  const [stored] = (await platform.items()).filter(({ pk }) => pk === `KEY#${id}`);
  await platform.putItems([{ ...stored, expiry: "2020-01-01T00:00:00.000Z" }]);
  const refused = await rotate();
  expect([refused.status, refused.json.code]).toEqual([409, "api_key_expired"]);
});

test("a key as earlier versions stored it goes on, and so does its overlap", async () => {
  const { id, key, rotate } = await accountWithKey("rotation-older");
  const second = (await rotate()).json.key;
  const [stored] = (await platform.items()).filter(({ pk }) => pk === `KEY#${id}`);
  const { earlier, ...older } = stored ?? {};
  expect(earlier).toBeNull();
  await platform.putItems([older]);
  for (const good of [key, second]) expect(await statusWith(good)).toBe(200);
  const third = (await rotate()).json.key;
  for (const good of [key, second, third]) expect(await statusWith(good)).toBe(200);
});

/** What the line of docs/pepper.md tells of a version: keys that need it. */
async function documentedCount(version: string): Promise<object | undefined> {
  const page = readFileSync(join(repositoryRoot, "docs/pepper.md"), "utf8");
  const [, line = ""] = /^npm run -s operator -- (pepper .+)$/m.exec(page) ?? [];
  const words = line.replace("pepper-count.json", join(platform.dataDir, "pepper-count.json"));
  const { code, report } = await runOperator(platform.dataDir, ...words.split(" "));
  expect(code).toBe(0);
  return report.versions[version];
}

test("the documented line counts keys whose present or former secrets need a pepper's version", async () => {
  const { id, rotate } = await accountWithKey("rotation-pepper");
  await rotate();
  await rotate();
  const [stored] = (await platform.items()).filter(({ pk }) => pk === `KEY#${id}`);
  const { previous, earlier } = stored as { previous: object; earlier: object };
  const counted = async (changes: object) => {
    await platform.putItems([{ ...stored, ...changes }]);
    return documentedCount("v0");
  };
  const [old, ended] = [{ pepper: "v0" }, { pepper: "v0", until: "2020-01-01T00:00:00.000Z" }];
  expect(await counted({})).toBeUndefined();
  const [first, second] = [
    { ...old, previous: { ...previous, ...old }, earlier: { ...earlier, ...ended } },
    { previous: { ...previous, ...ended }, earlier: { ...earlier, ...old } },
  ];
  expect(await counted(first)).toEqual({ present: 1, former: 1 });
  expect(await counted(second)).toEqual({ present: 0, former: 1 });
  expect(await counted({ previous: null, earlier: null })).toBeUndefined();
});

test("a count that was ended goes on with what it had, and for its own table alone", async () => {
  const file = join(platform.dataDir, "ended-count.json");
  const [table] = platform.resources.ofType("AWS::DynamoDB::Table");
  const ended = {
    table: table?.physicalId,
    beganAt: new Date().toISOString(),
    segments: [
      { isDone: true, versions: { v8: { present: 5, former: 2 } } },
      { isDone: false, versions: { v8: { present: 1, former: 0 } } },
    ],
  };
  await writeFile(file, JSON.stringify(ended));
  const goOn = () => runOperator(platform.dataDir, "pepper", "--resume", file);
  const { code, report } = await goOn();
  expect([code, report.versions.v8]).toEqual([0, { present: 6, former: 2 }]);
  // Finished, the file is gone: the next count is a new one.
  expect(existsSync(file)).toBe(false);
  await writeFile(file, JSON.stringify({ ...ended, table: "another" }));
  expect(await goOn()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("is no unfinished count of the table"),
  });
});
