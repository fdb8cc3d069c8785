import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DynamoDbCall } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiClient } from "../support/api-client.ts";
import {
  ACCOUNT,
  ERASE,
  type FullAccount,
  makeFullAccount,
  placesOf,
  SEARCH,
} from "../support/full-account.ts";
import { CONTACTS, PROFILES } from "../support/full-profile.ts";
import type { TableItem } from "../support/plain-item.ts";
import { runOperator } from "../support/run-operator.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const ME = "quxley";

let platform: TestPlatform;
let full: FullAccount;
/** Which calls at the table wait, and until when. */
const holds = new Map<(call: DynamoDbCall) => boolean, Promise<void>>();
beforeAll(async () => {
  platform = await sharedPlatform({
    interceptTable: async (call) => {
      for (const [isMeant, until] of holds) if (isMeant(call)) await until;
      return "pass" as const;
    },
  });
  full = await makeFullAccount(platform, ME);
});
afterAll(() => platform.stop());

/** Holds calls back. @returns lets them go on */
function hold(isMeant: (call: DynamoDbCall) => boolean): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  holds.set(isMeant, promise);
  return () => {
    holds.delete(isMeant);
    resolve();
  };
}

const isConsumer = ({ functionName }: DynamoDbCall) => /Removal/.test(functionName);

test("it takes a token, and a word: without either nothing is touched", async () => {
  const stored = async () =>
    (await platform.items()).filter(({ pk }) => !/^(USAGE|KEY)#/.test(String(pk)));
  const before = await stored();
  for (const path of [ACCOUNT, `${ACCOUNT}?confirm=yes`]) {
    const { status, json } = await full.owner.delete(path);
    expect(status).toBe(422);
    expect(json.detail).toMatchObject([{ loc: ["query", "confirm"], msg: "Must be erase." }]);
  }
  const partner = platform.withKey(full.keys[0] ?? "");
  expect((await partner.delete(ERASE)).json.code).toBe("jwt_required");
  expect((await new ApiClient(platform.url).delete(ERASE)).status).toBe(401);
  expect(await stored()).toEqual(before);
});

test("nobody reads any of it once it is answered, and nothing is left once it is finished", async () => {
  const { owner } = full;
  const all = (await owner.get(`${PROFILES}/all`)).json as { id: string }[];
  const { objects } = await placesOf(platform, [full.id]);
  expect(objects.some((key) => key.startsWith("photos/"))).toBe(true);
  const goOn = hold(isConsumer);
  const { status, json, text } = await owner.delete(ERASE);
  expect(json, text).toEqual({ id: expect.any(String), status: "pending" });
  expect(status).toBe(202);
  await expectUnreadable();
  goOn();
  await platform.idle();
  await expectOnlyTombstones(all.map(({ id }) => id));
  await expectReceipt(json.id);
});

async function expectUnreadable(): Promise<void> {
  const { owner, saver, id, heirId, slug, formerSlug, keys } = full;
  const anyone = new ApiClient(platform.url);
  for (const name of [id, heirId, slug, formerSlug, `third-${ME}`]) {
    expect((await anyone.get(`${PROFILES}/p/${name}`)).status, name).toBe(410);
    expect((await anyone.get(`/p/${name}`)).status, name).toBe(410);
  }
  for (const key of keys) expect((await platform.withKey(key).get(CONTACTS)).status).toBe(401);
  expect((await saver.get(`${SEARCH}?query=${ME}`)).json).toMatchObject({ results: [], total: 0 });
  expect((await saver.get(`${PROFILES}/${id}`)).status).toBe(404);
  expect((await saver.get(CONTACTS)).json.contacts).toMatchObject([
    { profileId: id, name: "", notice: "Profile removed" },
  ]);
  for (const again of [owner.get(`${PROFILES}/all`), owner.delete(ERASE)]) {
    expect((await again).json.code).toBe("account_being_erased");
  }
  const post = owner.post(PROFILES, { name: "Too Soon", title: "T" });
  expect((await post).status).toBe(409);
}

/** Of the account and what it was called: tombstones, who saved one, and addresses kept for nobody. */
async function expectOnlyTombstones(ids: readonly string[]): Promise<void> {
  const texts = [ME, "ada@example.com", "bob@example.com", "one.example", ...full.keyIds, ...ids];
  const { items, objects } = await placesOf(platform, texts);
  expect(objects).toEqual([]);
  // It goes by itself within its day: the id of what was made is all that can be read of it.
  const [repeated, ...more] = items.filter(({ sk }) => sk === "IDEMPOTENCY");
  expect(more).toEqual([]);
  expect(ids).toContain(repeated?.newId);
  expect(JSON.stringify({ ...repeated, newId: "" })).not.toMatch(new RegExp(ids.join("|")));
  const ofSaver = ({ pk, owner }: TableItem) =>
    [`USER#${ME}-saver`, `USAGE#${ME}-saver`].includes(`${pk}`) || owner === `${ME}-saver`;
  const left = items.filter((item) => item !== repeated && !ofSaver(item));
  const of = (prefix: string) => left.filter(({ pk }) => String(pk).startsWith(prefix));
  const tombstone = { sk: "CARD", state: "removed", schemaVersion: 2 };
  const facts = { wasPublic: expect.any(Boolean), removedAt: expect.any(String) };
  const cards = ids.map((id) => ({ ...tombstone, ...facts, pk: `PROFILE#${id}` }));
  expect(of("PROFILE#").sort(byKey)).toEqual(cards.sort(byKey));
  const kept = { sk: "SLUG", formerId: expect.any(String), schemaVersion: 2 };
  const until = { reservedUntil: expect.any(Number), expiresAt: expect.any(Number) };
  // That of the draft has gone.
  const slugs = [full.slug, full.formerSlug, `third-${ME}`].map((slug) => `SLUG#${slug}`);
  expect(of("SLUG#").sort(byKey)).toEqual(slugs.sort().map((pk) => ({ pk, ...kept, ...until })));
  expect(left.filter(({ pk }) => !/^(PROFILE|SLUG)#/.test(String(pk)))).toEqual([]);
}

function byKey(one: TableItem, other: TableItem): number {
  return String(one.pk).localeCompare(String(other.pk));
}

async function expectReceipt(id: string): Promise<void> {
  const receipts = (await platform.items()).filter(({ pk }) => /^ERASURE#.$/.test(String(pk)));
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  expect(receipts).toEqual([
    {
      ...{ pk: `ERASURE#${id.at(-1)}`, sk: `RECEIPT#${id}`, id, status: "finished" },
      ...{ requestedAt: time, requestedBy: "owner", finishedAt: time, poolUser: "none" },
      gatewayKeys: 0,
      ...{ expiresAt: expect.any(Number), schemaVersion: 2 },
      went: {
        ...{ profiles: 3, photos: 1, entries: 28, uploads: 1, contacts: 1, leads: 2, scans: 1 },
        ...{
          apiKeys: 2,
          exports: 1,
          addresses: 1,
          viewCounters: 1,
          requestCounters: expect.any(Number),
        },
        others: 0,
      },
      until: { backups: time, repeatedRequests: time, addresses: time },
    },
  ]);
  // Under a prefix that no account's counters have, whatever a token calls it.
  const days = (await platform.items()).filter(({ pk }) => /^ERASURE#DAY#/.test(String(pk)));
  const day = { sk: receipts[0]?.requestedAt?.toString().slice(0, 10), requests: 1 };
  expect(days).toMatchObject([{ ...day, expiresAt: expect.any(Number) }]);
}

test("whoever has the account begins anew, and erases again no earlier than the next day", async () => {
  const { owner, slug } = full;
  expect((await owner.get(`${PROFILES}/all`)).json).toEqual([]);
  expect((await owner.get(CONTACTS)).json).toMatchObject({ contacts: [], total: 0 });
  const { json } = await owner.post(PROFILES, { name: "Anew", title: "T" });
  expect(json).toMatchObject({ slug: "anew", isPrimary: true });
  // It was theirs, and nothing says so any more.
  expect((await owner.patch(`${PROFILES}/${json.id}`, { slug })).json.code).toBe("slug_taken");
  const again = await owner.delete(ERASE);
  expect(again.json.code).toBe("daily_erasure_limit_exceeded");
  expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await owner.get(`${PROFILES}/all`)).json).toMatchObject([{ id: json.id }]);
});

test.each([
  ["CreateProfile", (api: ApiClient) => api.post(PROFILES, { name: "Late", title: "T" })],
  [
    "SaveContact",
    (api: ApiClient, id: string) => api.post(CONTACTS, { profileId: id, source: "web" }),
  ],
  ["CreateApiKey", (api: ApiClient) => api.post("/api/v1/api-keys", { name: "Late" })],
])("what was let in before leaves nothing behind: %s", async (name, send) => {
  const account = `late-${name}`;
  const owner = await platform.as(account);
  const { id } = (await full.saver.get(`${PROFILES}/me`)).json;
  const reached = Promise.withResolvers<void>();
  const goOn = hold(({ functionName, operation }) => {
    const isLate = functionName.includes(name) && operation === "TransactWriteItems";
    if (isLate) reached.resolve();
    return isLate;
  });
  const finish = hold(isConsumer);
  const late = send(owner, id);
  await reached.promise;
  expect((await owner.delete(ERASE)).status).toBe(202);
  goOn();
  expect((await late).json.code).toBe("account_being_erased");
  finish();
  await platform.idle();
  expect((await placesOf(platform, [account.toLowerCase()])).items).toEqual([]);
});

test("a paying account gets no other key in the gateway, and the receipt tells of the one it leaves", async () => {
  const run = (line: string) => runOperator(platform.dataDir, ...line.split(" "));
  const accounts = ["paid-self", "paid-told"];
  await Promise.all(accounts.map((account) => run(`plan ${account} startup`)));
  const finish = hold(isConsumer);
  const self = (await (await platform.as("paid-self")).delete(ERASE)).json.id;
  const [refused, told] = await Promise.all([
    run("plan paid-self business"),
    run("erase paid-told --reason asked --yes"),
  ]);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("erased");
  expect(told.code, told.stderr).toBe(0);
  finish();
  await platform.idle();
  const items = await platform.items();
  const left = [self, told.report.id].map((id) => items.find((item) => item.id === id));
  expect(left).toMatchObject([{ gatewayKeys: 1 }, { gatewayKeys: 0 }]);
  expect((await placesOf(platform, accounts)).items).toEqual([]);
  // Those of other files stay there, too.
  const names = () => readFile(join(platform.dataDir, "gateway-keys.json"), "utf8");
  const digest = createHash("sha256").update("paid-self").digest("hex").slice(0, 32);
  expect(await names()).toContain(digest);
  expect((await run("gateway-keys")).code).toBe(0);
  expect(await names()).not.toContain(digest);
});

test("slugs that a former release kept for an account are found by its erasure", async () => {
  const owner = await platform.as("kept-before");
  const soon = Math.floor(Date.now() / 1_000) + 3_600;
  const kept = { reservedUntil: soon, expiresAt: soon, formerId: "gone" };
  const slug = { pk: "SLUG#of-a-former-release", sk: "SLUG" };
  await platform.putItems([{ ...slug, ...kept, reservedFor: "kept-before" }]);
  const { code, stderr } = await runOperator(platform.dataDir, "strip-tombstones");
  expect(code, stderr).toBe(0);
  expect((await owner.delete(ERASE)).status).toBe(202);
  await platform.idle();
  expect((await placesOf(platform, ["kept-before"])).items).toEqual([]);
  expect((await platform.items()).find(({ pk }) => pk === slug.pk)).toMatchObject(kept);
});
