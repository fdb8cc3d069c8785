import { eventually } from "@profiles-api/laptop/eventually";
import type { DynamoDbCall } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { daysBefore, utcDay } from "../../shared/model/utc-day.ts";
import { ApiClient } from "../support/api-client.ts";
import { BROWSER } from "../support/browser.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import { TableGate } from "../support/table-gate.ts";
import type { TestPlatform } from "../support/test-platform.ts";
import { seededDigests } from "../unit/support/seeded-digests.ts";

let platform: TestPlatform;
let owner: ApiClient;
let guest: ApiClient;
let anyone: ApiClient;
const gate = new TableGate();
/** Whether calls that count are lost on their way. */
let lost = false;
const counts = ({ uses }: DynamoDbCall) => JSON.stringify(uses).includes('"VIEW');
beforeAll(async () => {
  platform = await sharedPlatform({
    interceptTable: (call) => (lost && counts(call) ? "drop-before" : gate.intercept(call)),
  });
  owner = await platform.as("analytics-owner");
  guest = await platform.as("analytics-guest");
  anyone = new ApiClient(platform.url);
});
afterAll(() => platform.stop());
beforeEach(() => {
  lost = false;
  gate.open();
});

const PROFILES = "/api/v1/profiles";
const SUMMARY = "/api/v1/mcp/analytics-summary";
const page = (id: string, query = "") => `${PROFILES}/p/${id}${query}`;

/** A published profile that nobody has looked at: its first view is written at once. */
async function published(): Promise<string> {
  const { json } = await owner.post(PROFILES, { name: "Seen", title: "T" });
  expect((await owner.call("POST", `${PROFILES}/${json.id}/publish`)).status).toBe(200);
  return json.id;
}

async function summary(profileId: string, query = "") {
  await platform.lambda.idle();
  const { status, json, text } = await owner.get(`${SUMMARY}?profileId=${profileId}${query}`);
  expect(status, text).toBe(200);
  return json;
}

/** Views are counted after their answers. */
async function itemsOf(id: string) {
  await platform.lambda.idle();
  return (await platform.items()).filter(({ pk }) => pk === `VIEWS#${id}`);
}

const NOTHING = {
  periodDays: 30,
  totalViews: 0,
  uniqueViewers: 0,
  qrScans: 0,
  savedCount: 0,
  viewsThisWeek: 0,
  qrScansThisWeek: 0,
  bySource: { web: 0, qr_scan: 0, mcp: 0, vcard: 0 },
};

describe("what counts", () => {
  test("a person who looks at the page and saves it", async () => {
    const id = await published();
    expect(await summary(id)).toEqual({ ...NOTHING, profileId: id });
    expect((await anyone.get(page(id), BROWSER)).status).toBe(200);
    const save = () => guest.post("/api/v1/contacts", { profileId: id, source: "web" });
    expect([(await save()).status, (await save()).status]).toEqual([201, 200]);
    expect(await summary(id)).toEqual({
      ...{ ...NOTHING, profileId: id, totalViews: 1, viewsThisWeek: 1 },
      uniqueViewers: 1,
      savedCount: 1,
      bySource: { ...NOTHING.bySource, web: 1 },
    });
  });

  test.each([
    ["a scan", "?source=qr_scan", BROWSER, "qr_scan"],
    ["a program that shows the page to somebody", "?source=mcp", {}, "mcp"],
    ["a link that names another source", "?source=newsletter", BROWSER, "web"],
    ["a page that has not changed", "", { ...BROWSER, "if-none-match": "*" }, "web"],
  ])("%s", async (_, query, headers, source) => {
    const id = await published();
    expect((await anyone.get(page(id, query), headers)).status).toBeLessThan(400);
    const scans = source === "qr_scan" ? 1 : 0;
    expect(await summary(id)).toMatchObject({
      ...{ totalViews: 1, uniqueViewers: 1, qrScans: scans, qrScansThisWeek: scans },
      bySource: { ...NOTHING.bySource, [source]: 1 },
    });
  });

  test("a vCard", async () => {
    const id = await published();
    expect((await anyone.get(`/api/v1/contacts/${id}/vcf`, BROWSER)).status).toBe(200);
    const bySource = { ...NOTHING.bySource, vcard: 1 };
    expect(await summary(id)).toMatchObject({ totalViews: 1, uniqueViewers: 1, bySource });
  });

  test("a former slug leads on without losing where the link was", async () => {
    const id = await published();
    const { slug } = (await owner.get(`${PROFILES}/${id}`)).json;
    await owner.patch(`${PROFILES}/${id}`, { slug: `new-${slug}` });
    const { status, headers } = await anyone.get(page(slug, "?source=qr_scan&x=1"), BROWSER);
    expect(status).toBe(301);
    expect(headers.get("location")).toMatch(new RegExp(`/p/new-${slug}\\?source=qr_scan$`));
    expect(await itemsOf(id)).toEqual([]);
  });
});

test("robots, requests for the headers alone and drafts write nothing", async () => {
  const id = await published();
  for (const agent of ["Googlebot/2.1 (+http://www.google.com/bot.html)", "curl/8.5.0"]) {
    expect((await anyone.get(page(id), { "user-agent": agent })).status).toBe(200);
  }
  for (const path of [page(id), `/api/v1/contacts/${id}/vcf`]) {
    expect((await anyone.call("HEAD", path, { headers: BROWSER })).status).toBe(200);
  }
  await owner.patch(`${PROFILES}/${id}`, { isPublic: false });
  expect((await anyone.get(page(id), BROWSER)).status).toBe(404);
  expect(await itemsOf(id)).toEqual([]);
});

describe("a view is answered before it is counted", () => {
  const ofPage = ({ functionName }: { readonly functionName: string }) =>
    /GetPublicProfile/.test(functionName);
  const reports = () => platform.reports.filter(ofPage).length;

  test("and its environment is busy until it is", async () => {
    const id = await published();
    await platform.lambda.idle();
    const before = reports();
    const held = gate.hold(/GetPublicProfile/, counts);
    expect((await anyone.get(page(id), BROWSER)).status).toBe(200);
    expect(reports()).toBe(before);
    held.release();
    expect(await itemsOf(id)).toHaveLength(1);
    expect(reports()).toBe(before + 1);
  });

  test("and an environment that is killed in between takes the count along", async () => {
    const id = await published();
    const held = gate.hold(/GetPublicProfile/, counts);
    expect((await anyone.get(page(id), BROWSER)).status).toBe(200);
    await held.reached;
    const functions = platform.resources.ofType("AWS::Lambda::Function");
    const name = functions.find(({ physicalId }) => ofPage({ functionName: physicalId }));
    await platform.kill(name?.physicalId ?? "");
    held.release();
    gate.open();
    expect(await itemsOf(id)).toEqual([]);
    expect((await anyone.get(page(id), BROWSER)).status).toBe(200);
    expect(await summary(id)).toMatchObject({ totalViews: 1 });
  });
});

describe("what is stored", () => {
  test("is no address, and nothing that tells of one", async () => {
    const id = await published();
    await anyone.get(page(id, "?source=qr_scan"), BROWSER);
    const [item, ...others] = await itemsOf(id);
    expect(others).toEqual([]);
    expect(item).toEqual({
      ...{ pk: `VIEWS#${id}`, sk: `${utcDay(new Date())}#0`, level: 0, qr_scan: 1 },
      viewers: new Set([expect.stringMatching(/^[\w-]{6}$/)]),
      expiresAt: expect.any(Number),
      schemaVersion: 2,
    });
    const keys = (await platform.items()).filter(({ pk }) => String(pk).startsWith("VIEWKEY#"));
    for (const { expiresAt } of keys) {
      expect(Number(expiresAt) * 1_000 - Date.now()).toBeLessThanOrEqual(2 * 86_400_000);
    }
  });

  test("is a sample that has room, whoever looks", async () => {
    const id = await published();
    const viewers = new Set(seededDigests(256, 11));
    const key = { pk: `VIEWS#${id}`, sk: `${utcDay(new Date())}#0` };
    await platform.putItems([{ ...key, level: 0, web: 300, viewers }]);
    await anyone.get(page(id), BROWSER);
    const [item] = await itemsOf(id);
    expect(item).toMatchObject({ level: 1, web: 301 });
    const { size } = item?.viewers as Set<string>;
    expect(size).toBeLessThan(160);
    expect(await summary(id)).toMatchObject({ totalViews: 301, uniqueViewers: 2 * size });
  });

  test("goes with the profile, and what comes late does not bring it back", async () => {
    const id = await published();
    const days = Array.from({ length: 40 }, (_, n) => daysBefore(utcDay(new Date()), n + 1));
    await platform.putItems(days.map((day) => ({ pk: `VIEWS#${id}`, sk: `${day}#0`, web: 1 })));
    const held = gate.hold(/GetPublicProfile/);
    const view = anyone.get(page(id), BROWSER);
    await held.reached;
    expect((await owner.delete(`${PROFILES}/${id}`)).status).toBe(204);
    // The table keeps the count of the view waiting.
    expect((await view).status).toBe(200);
    await platform.idle();
    held.release();
    const isLate = ({ operation, body }: DynamoDbCall) =>
      operation === "TransactWriteItems" && JSON.stringify(body).includes(`VIEWS#${id}`);
    await eventually(() => {
      const [late] = platform.calls.filter(isLate);
      expect(late?.errorCode).toBe("TransactionCanceledException");
    });
    expect(await itemsOf(id)).toEqual([]);
  });
});

test("views and saves go on while nothing can be counted", async () => {
  const id = await published();
  lost = true;
  expect((await anyone.get(page(id), BROWSER)).status).toBe(200);
  expect((await anyone.get(`/api/v1/contacts/${id}/vcf`, BROWSER)).status).toBe(200);
  const saved = await guest.post("/api/v1/contacts", { profileId: id, source: "web" });
  expect(saved.status).toBe(201);
  lost = false;
  expect(await itemsOf(id)).toEqual([]);
});

describe("a summary", () => {
  test("has the days that are asked for, and the week's beside them", async () => {
    const id = await published();
    const today = utcDay(new Date());
    const views = new Map([0, 6, 7, 29, 30, 364, 365].map((ago, n) => [ago, 10 ** n]));
    await platform.putItems(
      [...views].map(([ago, web]) => ({
        pk: `VIEWS#${id}`,
        sk: `${daysBefore(today, ago)}#0`,
        web,
      })),
    );
    const total = async (query: string) => (await summary(id, query)).totalViews;
    expect(await total("")).toBe(1_111);
    expect(await total("&days=1")).toBe(1);
    expect(await total("&days=365")).toBe(111_111);
    expect((await summary(id, "&days=1")).viewsThisWeek).toBe(11);
  });

  test("is the primary profile's unless told otherwise", async () => {
    const api = await platform.as("analytics-primary");
    const none = await api.get(SUMMARY);
    expect([none.status, none.json.code]).toEqual([404, "profile_not_found"]);
    const { json } = await api.post(PROFILES, { name: "Primary", title: "T" });
    await api.post(PROFILES, { name: "Second", title: "T" });
    expect((await api.get(SUMMARY)).json).toEqual({ ...NOTHING, profileId: json.id });
  });

  test("of another account's profile reads as of an unknown one", async () => {
    const id = await published();
    await anyone.get(page(id), BROWSER);
    const of = async (profileId: string) => {
      const { status, text } = await guest.get(`${SUMMARY}?profileId=${profileId}`);
      return `${status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
    };
    expect(await of(id)).toBe(await of("0190c0de-0000-7000-8000-000000000000"));
    expect(await of(id)).toMatch(/^404 /);
  });

  test.each([
    "days=0",
    "days=366",
    "days=x",
    "days=1.5",
    "profileId=jane",
  ])("with %s is refused", async (query) => {
    const { status, json } = await owner.get(`${SUMMARY}?${query}`);
    expect([status, json.detail[0].loc[0]]).toEqual([422, "query"]);
  });
});
