import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "../support/api-client.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import { TableGate } from "../support/table-gate.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const gate = new TableGate();
let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform({ interceptTable: gate.intercept });
});
afterAll(() => platform.stop());

const ALL = "/api/v1/profiles/all";

function rate({ headers }: Answer): Record<string, number> {
  const value = (name: string) => Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN);
  return { limit: value("limit"), remaining: value("remaining"), reset: value("reset") };
}

function nextDay(): number {
  return Date.parse(new Date().toISOString().slice(0, 10)) / 1_000 + 86_400;
}

test("200 requests at once on the free plan are exactly 100 answers and 100 refusals", {
  timeout: 60_000,
}, async () => {
  const { key } = await platform.issueKey("quota-free");
  const partner = platform.withKey(key);
  const answers = await Promise.all(Array.from({ length: 200 }, () => partner.get(ALL)));
  const good = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status === 429);
  expect([good.length, refused.length]).toEqual([100, 100]);
  expect(new Set(good.map((answer) => rate(answer).remaining)).size).toBe(100);
  for (const answer of refused) {
    expect(answer.json.code).toBe("daily_limit_exceeded");
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(rate(answer)).toEqual({ limit: 100, remaining: 0, reset: nextDay() });
  }
  const api = await platform.as("quota-free");
  const session = await api.get(ALL);
  expect(session.status).toBe(200);
  expect(rate(session)).toMatchObject({ limit: 10_000, remaining: 9_998, reset: nextDay() });
});

test("a refused write changes nothing", async () => {
  const { key } = await platform.issueKey("quota-write");
  const partner = platform.withKey(key);
  // One is made, the others are counted as if they had been.
  await partner.get(ALL);
  const counters = (await platform.items()).filter(
    ({ pk, sk }) => pk === "USAGE#quota-write" && String(sk).endsWith("#api_key"),
  );
  expect(counters).toMatchObject([{ requests: 1 }]);
  await platform.putItems([{ ...counters[0], requests: 100 }]);
  const refused = await partner.post("/api/v1/profiles", { name: "Too Late", title: "T" });
  expect(refused.status).toBe(429);
  const api = await platform.as("quota-write");
  expect((await api.get(ALL)).json).toEqual([]);
});

test("an account may send 500 photos a day, and for anything else still", async () => {
  const api = await platform.as("quota-uploads");
  const { json } = await api.post("/api/v1/profiles", { name: "Uploads", title: "T" });
  const day = new Date().toISOString().slice(0, 10);
  const counter = { pk: "USAGE#quota-uploads", sk: `${day}#photo_upload`, requests: 499 };
  await platform.putItems([counter]);
  const body = { contentType: "image/jpeg", contentLength: 1_000 };
  const uploads = `/api/v1/profiles/${json.id}/photo-uploads`;
  const ask = () => api.post(uploads, body);
  // What is refused for another reason does not count.
  const nowhere = "/api/v1/profiles/0190c0de-0000-7000-8000-000000000000/photo-uploads";
  expect((await api.post(nowhere, body)).status).toBe(404);
  const stale = { "if-match": '"7"' };
  expect((await api.post(uploads, body, stale)).status).toBe(412);
  expect((await ask()).status).toBe(201);
  const refused = await ask();
  expect([refused.status, refused.json.code]).toEqual([429, "daily_upload_limit_exceeded"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(rate(refused).remaining).toBeGreaterThan(0);
  const photo = await jpeg(8, 8);
  for (const [method, path] of [
    ["PATCH", `/api/v1/profiles/${json.id}`],
    ["POST", "/api/v1/profiles"],
  ] as const) {
    const form = await api.form(method, path, { name: "Photo", title: "T", photo });
    expect([form.status, form.json.code]).toEqual([429, "daily_upload_limit_exceeded"]);
  }
  const change = await api.patch(`/api/v1/profiles/${json.id}`, { bio: "Still." });
  expect(change.status).toBe(200);
});

test("an account has ten direct uploads at a time, and a place again when one is settled or over", async () => {
  const api = await platform.as("open-uploads");
  const { json } = await api.post("/api/v1/profiles", { name: "Open", title: "T" });
  const photo = await jpeg(8, 8);
  const uploads = `/api/v1/profiles/${json.id}/photo-uploads`;
  const ask = () => api.post(uploads, { contentType: "image/jpeg", contentLength: photo.length });
  const answers = await Promise.all(Array.from({ length: 11 }, ask));
  const taken = answers.filter(({ status }) => status === 201);
  const refused = answers.find(({ status }) => status !== 201);
  expect(taken).toHaveLength(10);
  expect([refused?.status, refused?.json.code]).toEqual([429, "too_many_open_uploads"]);
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);

  const [{ json: first } = { json: {} }] = taken;
  const { method, url, headers } = first;
  const turn = gate.hold(/Uploads/);
  expect((await fetch(url, { method, headers, body: photo })).status).toBe(200);
  await turn.reached;
  const waiting = (await api.get(`${uploads}/${first.id}`)).json;
  expect(waiting).toMatchObject({ status: "pending", waiting: true });
  turn.release();
  gate.open();
  await platform.idle();
  expect((await api.get(`${uploads}/${first.id}`)).json).toEqual({
    ...{ id: first.id, status: "ready", waiting: false, reason: null },
  });
  expect((await ask()).status).toBe(201);
  expect((await ask()).status).toBe(429);

  const key = { pk: "USAGE#open-uploads", sk: "OPEN#photo_upload" };
  const [open] = (await platform.items()).filter(({ sk }) => sk === key.sk);
  const [gone, ...others] = [...(open?.open as Set<string>)];
  expect(gone).toBeDefined();
  const long = "0190c0de-0000-7000-8000-000000000000";
  await platform.putItems([{ ...open, ...key, open: new Set([long, ...others]) }]);
  expect((await ask()).status).toBe(201);
  expect((await ask()).status).toBe(429);
});

test("every authenticated answer tells the rate, errors too", async () => {
  const api = await platform.as("quota-headers");
  const answers = [
    await api.get(ALL),
    await api.get("/api/v1/profiles/me"),
    await api.post("/api/v1/profiles", {}),
    await api.post("/api/v1/profiles", { name: "A", title: "T" }),
    await api.get("/api/v1/profiles/not-a-uuid"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 422, 201, 422]);
  expect(answers.map((answer) => rate(answer).remaining)).toEqual([
    9_999, 9_998, 9_997, 9_996, 9_995,
  ]);
  const open = await api.get("/health");
  expect(open.headers.get("x-ratelimit-limit")).toBeNull();
});
