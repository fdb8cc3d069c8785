import type { DynamoDbCall } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utcDay } from "../../shared/model/utc-day.ts";
import { accountKey, usageKey } from "../../shared/persistence/keys.ts";
import { type Answer, ApiClient } from "../support/api-client.ts";
import { runOperator } from "../support/run-operator.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const SEARCH = "/api/v1/public/directory/search?query=suspended";

let platform: TestPlatform;
let anyone: ApiClient;
/** Runs before a call of a function reaches the table. */
let atTable: (call: DynamoDbCall) => Promise<void> | undefined = () => undefined;
beforeAll(async () => {
  platform = await sharedPlatform({
    interceptTable: async (call) => {
      await atTable(call);
      return "pass" as const;
    },
  });
  anyone = new ApiClient(platform.url);
});
afterAll(() => platform.stop());

async function done(line: string) {
  const { code, report, stderr } = await runOperator(platform.dataDir, ...line.split(" "));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return report;
}

async function published(owner: ApiClient, name: string) {
  const { id } = (await owner.post(PROFILES, { name, title: "Notary" })).json;
  return (await owner.call("POST", `${PROFILES}/${id}/publish`)).json;
}

const told = ({ status, json }: Answer) => [status, json?.code];
const SUSPENDED = [403, "account_suspended"];
const ERASED = [409, "account_being_erased"];

/** Everything in the table but counters, by its key. */
async function state() {
  await platform.idle();
  const items = (await platform.items()).filter(({ pk }) => !/^(?:USAGE|TOP)#/.test(String(pk)));
  return new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
}

/** A client whose key is of the plan without a limit. */
async function withoutLimit(account: string): Promise<ApiClient> {
  const { id, key } = await platform.issueKey(account);
  const item = (await state()).get(`KEY#${id} KEY`);
  await platform.putItems([{ ...item, plan: "enterprise" }]);
  return platform.withKey(key);
}

test("every credential of a suspended account is refused at once, until it is resumed", async () => {
  const [jane, john] = [await platform.as("standing-jane"), await platform.as("standing-john")];
  const key = platform.withKey((await platform.issueKey("standing-jane")).key);
  const [profile] = [await published(jane, "Suspended Jane"), await published(john, "John")];
  const own = `${PROFILES}/${profile.id}`;
  const before = Number((await key.get(`${PROFILES}/all`)).headers.get("x-ratelimit-remaining"));

  const report = await done("suspend standing-jane --reason abuse --yes");
  expect(report).toMatchObject({
    ...{ account: "standing-jane", changed: true, hiddenProfiles: [] },
    standing: { state: "suspended", reason: "abuse" },
  });
  const stored = await state();
  for (const caller of [jane, key]) {
    const answers = [
      await caller.get(own),
      await caller.get(`${PROFILES}/all`),
      await caller.get(SEARCH),
      await caller.patch(own, { bio: "Still here" }),
      await caller.post(PROFILES, { name: "Another", title: "T" }, { "idempotency-key": "k" }),
      await caller.get("/api/v1/api-keys"),
      await caller.delete(own),
    ];
    expect(answers.map(told)).toEqual(answers.map(() => SUSPENDED));
    for (const { text } of answers) expect(text).not.toContain("Suspended Jane");
  }
  expect(await state()).toEqual(stored);
  expect((await anyone.get(`${PROFILES}/p/${profile.slug}`)).status).toBe(200);
  expect((await john.get(`${PROFILES}/all`)).status).toBe(200);

  const shown = await done("show standing-jane");
  expect(shown).toMatchObject({
    ...{ plan: "free", requestsPerDay: 100, apiKeys: 1, standing: report.standing },
    digest: expect.stringMatching(/^[0-9a-f]{32}$/),
    keys: [{ name: "test", lastUsedAt: expect.any(String) }],
    profiles: [{ id: profile.id, isPublic: true, takedown: null }],
    // What was refused is not counted.
    usage: { days: 30, jwt: 3, apiKey: 1, requests: 4, byDay: [{ jwt: 3, apiKey: 1 }] },
  });

  expect(await done("resume standing-jane --yes")).toMatchObject({ changed: true });
  expect((await jane.get(own)).json.name).toBe("Suspended Jane");
  const after = await key.get(`${PROFILES}/all`);
  expect(Number(after.headers.get("x-ratelimit-remaining"))).toBe(before - 1);
  const { records } = await done("audit standing-jane");
  expect(records).toMatchObject([
    { command: "suspend", subject: shown.digest, reason: "abuse", facts: { hidesProfiles: false } },
    { command: "resume", subject: shown.digest },
  ]);
  expect(JSON.stringify(records)).not.toContain("standing-jane");
});

test("pages go with a suspension that says so, and come back with its end", async () => {
  const owner = await platform.as("standing-pages");
  const [shown, down] = [await published(owner, "Seen"), await published(owner, "Taken Down")];
  const draft = (await owner.post(PROFILES, { name: "Draft", title: "T" })).json;
  await done(`takedown ${down.id} --reason copyright --yes`);
  const seen = async () =>
    Promise.all(
      [shown, down].map(async ({ id }) => (await anyone.get(`${PROFILES}/p/${id}`)).json.detail),
    );
  const unlimited = await withoutLimit("standing-pages");
  expect((await unlimited.get(SEARCH)).headers.get("x-ratelimit-limit")).toBeNull();
  const first = await done("suspend standing-pages --reason spam --yes");
  expect(first).toMatchObject({ changed: true, hiddenProfiles: [] });
  // Whichever of its eight counters is drawn.
  const answers = await Promise.all(Array.from({ length: 16 }, () => unlimited.get(SEARCH)));
  expect(answers.map(told)).toEqual(answers.map(() => SUSPENDED));
  // As one goes on that was cut off, too.
  const report = await done("suspend standing-pages --reason spam --hide-profiles --yes");
  expect(report).toMatchObject({ changed: false, standing: first.standing });
  // A request under way may publish a draft.
  expect(new Set(report.hiddenProfiles)).toEqual(new Set([shown.id, draft.id]));
  expect(await seen()).toEqual([
    "Profile taken down: account_suspended",
    "Profile taken down: copyright",
  ]);
  const { shownProfiles } = await done("resume standing-pages --yes");
  expect(new Set(shownProfiles)).toEqual(new Set([shown.id, draft.id]));
  expect(await seen()).toEqual([undefined, "Profile taken down: copyright"]);
});

describe("where the counters say nothing", () => {
  const open = { state: "suspended", since: "2026-01-01T00:00:00.000Z", reason: "abuse" };

  /** As a request finds it that was counted before: the standing came after. */
  async function closedInFlight(account: string, standing: object): Promise<void> {
    const key = accountKey(account);
    const item = (await platform.items()).find(({ pk, sk }) => pk === key.pk && sk === key.sk);
    await platform.putItems([{ ...item, ...key, standing }]);
  }

  test("what is new to the account fails on its standing, and leaves nothing", async () => {
    const [owner, other] = [await platform.as("standing-late"), await platform.as("standing-oth")];
    const { id } = await published(other, "Other");
    await owner.post(PROFILES, { name: "First", title: "T" });
    const work = Array.from({ length: 48 }, (_, n) => ({ name: `W ${n}`, position: "Agent" }));
    const education = work.map(({ name }) => ({ institution: name }));
    const large = { basics: { name: "Large", label: "T" }, work, education };
    for (const [standing, refusal] of [
      [open, SUSPENDED],
      [{ state: "erasing", since: open.since, erasureId: "e" }, ERASED],
    ] as const) {
      await closedInFlight("standing-late", standing);
      const stored = await state();
      const answers = [
        await owner.post(PROFILES, { name: "Second", title: "T" }),
        await owner.post(`${PROFILES}/import`, large),
        await owner.post("/api/v1/contacts", { profileId: id, source: "web" }),
        await owner.post("/api/v1/api-keys", { name: "Late" }),
      ];
      expect(answers.map(told)).toEqual(answers.map(() => refusal));
      expect(await state()).toEqual(stored);
    }
  });

  test("the first request of a day reads the standing, with each kind of credential", async () => {
    await platform.putItems([{ ...accountKey("standing-new"), plan: "free", standing: open }]);
    const api = await platform.as("standing-new");
    expect(told(await api.get(`${PROFILES}/all`))).toEqual(SUSPENDED);
    expect(told(await api.post(PROFILES, { name: "New", title: "T" }))).toEqual(SUSPENDED);
    const items = await platform.items();
    expect(items.filter(({ pk }) => pk === "USAGE#standing-new")).toEqual([]);
  });
});

test.each([
  [1, "the counter is tried"],
  [2, "the standing is read"],
  [3, "the counter is begun"],
])("no first request of a day overtakes a suspension: %i, before %s", async (step) => {
  const account = `standing-race-${step}`;
  const standing = { state: "suspended", since: new Date().toISOString(), reason: "abuse" };
  const counter = { ...usageKey(account, utcDay(new Date()), "jwt"), refused: "suspended" };
  const api = await platform.as(account);
  let seen = 0;
  atTable = ({ body }) => {
    if (!/"(?:USAGE|USER)#standing-race/.test(JSON.stringify(body))) return undefined;
    seen += 1;
    if (seen !== step) return undefined;
    return platform.putItems([{ ...accountKey(account), standing }, counter]);
  };
  const answer = await api.delete(`${PROFILES}/${crypto.randomUUID()}`);
  atTable = () => undefined;
  expect([told(answer), seen]).toEqual([SUSPENDED, step]);
  const stored = (await platform.items()).find(({ pk }) => pk === counter.pk);
  expect(stored).toEqual(counter);
});

test("accounts come by their use, and nothing is scanned", async () => {
  const day = utcDay(new Date());
  const counter = (owner: string, requests: number, name = "jwt") => ({
    ...usageKey(owner, day, name),
    requests,
  });
  await platform.putItems([
    counter("standing-much", 999),
    counter("standing-some", 99),
    counter("standing-few", 50),
  ]);
  for (const account of ["much", "some", "few"]) {
    await (await platform.as(`standing-${account}`)).get(`${PROFILES}/all`);
  }
  platform.calls.length = 0;
  const { accounts } = await done("top --days 2");
  const digest = expect.stringMatching(/^[0-9a-f]{32}$/);
  expect(accounts).toEqual([
    { account: "standing-much", digest, requests: 1_000, jwt: 1_000, apiKey: 0 },
    { account: "standing-some", digest, requests: 100, jwt: 100, apiKey: 0 },
  ]);
  expect(platform.calls.filter(({ operation }) => operation === "Scan")).toEqual([]);
});
