import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import { tableCallsOf } from "../support/table-calls.ts";
import type { TestPlatform } from "../support/test-platform.ts";
import { newWorld } from "./budgets/budget.ts";
import { BUDGETS } from "./budgets/every-budget.ts";

/** Reads and writes of every endpoint, as docs/access-patterns.md promises them. */
let platform: TestPlatform;
/** Objects that functions have read. */
let objectReads = 0;
/** Until when the work behind an answer waits: begun earlier, it takes some of the request's calls. */
let answered = Promise.resolve();
beforeAll(async () => {
  platform = await sharedPlatform({
    interceptTable: async ({ functionName }) => {
      if (functionName.includes("Removal")) await answered;
      return "pass" as const;
    },
    interceptObject: ({ operation, functionName }) => {
      if (operation === "GetObject" && functionName !== "") objectReads += 1;
      return "pass";
    },
  });
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const route = (id: string) => routeTable.find((route) => route.id === id) as AnyRoute;

test("every route has a budget, and nothing else has", () => {
  expect(Object.keys(BUDGETS).sort()).toEqual(routeTable.map(({ id }) => id).sort());
});

test("every budget is in the documentation", () => {
  const page = readFileSync(join(repositoryRoot, "docs/access-patterns.md"), "utf8");
  const requests = [...page.matchAll(/^\| (.+?) \|/gm)].map(([, cell]) => cell);
  for (const { documented } of Object.values(BUDGETS).flat()) {
    if (documented !== undefined) expect(requests).toContain(documented);
  }
});

const rows = Object.entries(BUDGETS).flatMap(([id, budgets]) =>
  budgets.map((budget) => [id, budget.when ?? "", budget] as const),
);

describe("each endpoint keeps its budget", () => {
  test.each(rows)("%s %s", async (id, when, budget) => {
    const { operations, prepare } = budget;
    const world = await newWorld(platform, `budget ${id} ${when}`);
    const request = await prepare(world);
    await platform.idle();
    objectReads = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    answered = promise;
    const call = () => request().finally(resolve);
    const taken = await tableCallsOf(platform, route(id), call, world.id).finally(resolve);
    expect(objectReads).toBe(budget.objectReads ?? 0);
    expect(taken.answer.status, taken.answer.text).toBeLessThan(400);
    expect(taken.operations).toEqual(operations.toSorted());
    expect(taken.counts).toBe(route(id).auth === "public" ? 0 : 1);
  });
});

test("the day's first request of an account and a kind of credential reads the account once", async () => {
  const limits = route("get-contact-limits");
  const api = await platform.as("budget first");
  const get = () => api.get("/api/v1/contacts/limits");
  const first = await tableCallsOf(platform, limits, get);
  expect([first.operations, first.counts]).toEqual([["GetItem", "GetItem"], 2]);
  const next = await tableCallsOf(platform, limits, get);
  expect([next.operations, next.counts]).toEqual([["GetItem"], 1]);
});

test("an Idempotency-Key costs two writes, and a replay one", async () => {
  const { api } = await newWorld(platform, "budget idempotency");
  const headers = { "idempotency-key": "once" };
  const create = () => api.post(PROFILES, { name: "Once", title: "T" }, headers);
  const first = await tableCallsOf(platform, route("create-profile"), create);
  expect(first.operations).toEqual(["PutItem", "TransactWriteItems 4", "UpdateItem"]);
  const again = await tableCallsOf(platform, route("create-profile"), create);
  expect(again.answer.headers.get("idempotent-replayed")).toBe("true");
  expect(again.operations).toEqual(["PutItem"]);
});

test("the authorizer reads once for a key, and notes its use once", async () => {
  const { key } = await platform.issueKey("budget key");
  const authorizer = { id: "authorize-request" } as AnyRoute;
  const request = () => platform.withKey(key).get(`${PROFILES}/all`);
  const first = await tableCallsOf(platform, authorizer, request);
  expect(first.operations).toEqual(["GetItem", "UpdateItem"]);
  expect((await tableCallsOf(platform, authorizer, request)).operations).toEqual(["GetItem"]);
  const { api } = await newWorld(platform, "budget jwt");
  const session = await tableCallsOf(platform, authorizer, () => api.get(`${PROFILES}/all`));
  expect(session.operations).toEqual([]);
});

test("25 full profiles are one Query", async () => {
  const api = await platform.as("budget-full");
  const draft = { name: "Full", title: "T", bio: "b".repeat(5_000) };
  const { id } = (await api.post(PROFILES, draft)).json;
  const workExperiences = Array.from({ length: 10 }, (_, k) => ({
    jobTitle: `Job ${k}`,
    company: "Acme",
    startDate: "2020-01",
    description: "d".repeat(1_000),
  }));
  expect((await api.patch(`${PROFILES}/${id}`, { workExperiences })).status).toBe(200);
  await platform.idle();
  const stored = (await platform.items()).filter(
    ({ pk, sk }) => pk === "USER#budget-full" && String(sk).includes(id),
  );
  // All but one are like it, and have its items under ids of their own.
  const ids = Array.from({ length: 25 }, (_, n) => `${id.slice(0, -2)}${n + 10}`);
  for (const other of ids.filter((one) => one !== id).slice(0, 24)) {
    await platform.putItems(JSON.parse(JSON.stringify(stored).replaceAll(id, other)));
  }
  const all = () => api.get(`${PROFILES}/all`);
  const { operations, answer } = await tableCallsOf(platform, route("list-profiles"), all);
  expect(operations).toEqual(["Query"]);
  expect(answer.json).toHaveLength(25);
  for (const profile of answer.json) expect(profile).toMatchObject({ ...draft, workExperiences });
});
