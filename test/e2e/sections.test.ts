import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { persist } from "../support/persist.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const UNKNOWN = "0190c0de-0000-7000-8000-000000000000";
const LINK = { platform: "github", url: "https://github.com/jane" };
const SECTIONS = [
  ["social-links", "socialLinks", LINK, { url: "https://github.com/joe" }],
  [
    "work-experiences",
    "workExperiences",
    { jobTitle: "Realtor", company: "Acme", startDate: "2020-01" },
    { jobTitle: "Broker" },
  ],
  ["education", "education", { institution: "MIT" }, { degree: "BSc" }],
] as const;

async function newProfile(account: string): Promise<{ api: ApiClient; path: string }> {
  const api = await platform.as(account);
  const { json } = await api.post(PROFILES, { name: "Sections", title: "T" });
  return { api, path: `${PROFILES}/${json.id}` };
}

describe.each(SECTIONS)("%s", (segment, field, draft, change) => {
  test("add, list, change and delete; each raises the version", async () => {
    const { api, path } = await newProfile(`crud-${segment}`);
    const list = `${path}/${segment}`;
    const added = await api.post(list, draft);
    expect(added.status).toBe(201);
    expect(added.json).toMatchObject({ ...draft, displayOrder: 0 });
    expect(added.headers.get("etag")).toBe('"2"');
    const profile = (await api.get(path)).json;
    expect(profile).toMatchObject({ version: 2, [field]: [added.json] });
    expect(profile.updatedAt > profile.createdAt).toBe(true);
    const second = await api.post(list, draft);
    expect(second.json.displayOrder).toBe(1);
    const listed = await api.get(list);
    expect(listed.json).toEqual([added.json, second.json]);
    expect((await api.get(list, { "if-none-match": '"3"' })).status).toBe(304);
    const changed = await api.patch(`${list}/${added.json.id}`, change);
    expect(changed.status).toBe(200);
    expect(changed.json).toMatchObject({ ...draft, ...change, id: added.json.id });
    expect(changed.headers.get("etag")).toBe('"4"');
    const after = (await api.get(path)).json;
    expect(after.version).toBe(4);
    expect(after.updatedAt > profile.updatedAt).toBe(true);
    expect((await api.patch(`${list}/${added.json.id}`, change)).headers.get("etag")).toBe('"4"');
    const deleted = await api.delete(`${list}/${second.json.id}`);
    expect([deleted.status, deleted.text]).toEqual([204, ""]);
    const last = (await api.get(path)).json;
    expect(last).toMatchObject({ version: 5, [field]: [changed.json] });
    expect(last.updatedAt > after.updatedAt).toBe(true);
  });

  test("unknown entries, other versions, and fields that cannot be written", async () => {
    const { api, path } = await newProfile(`refuse-${segment}`);
    const list = `${path}/${segment}`;
    const { json } = await api.post(list, draft);
    for (const refused of [
      await api.patch(`${list}/${UNKNOWN}`, change),
      await api.delete(`${list}/${UNKNOWN}`),
    ]) {
      expect(refused.status).toBe(404);
      expect(refused.json.code).toBe("entry_not_found");
    }
    const stale = { "if-match": '"1"' };
    expect((await api.post(list, draft, stale)).status).toBe(412);
    expect((await api.patch(`${list}/${json.id}`, change, stale)).status).toBe(412);
    expect((await api.delete(`${list}/${json.id}`, stale)).status).toBe(412);
    const withId = await api.post(list, { ...draft, id: UNKNOWN });
    expect(withId.json.detail).toMatchObject([{ loc: ["body", "id"], type: "read_only" }]);
    expect((await api.patch(`${list}/${json.id}`, { other: 1 })).status).toBe(422);
    expect((await api.get(list)).headers.get("etag")).toBe('"2"');
    const current = { "if-match": '"2"' };
    expect((await api.delete(`${list}/${json.id}`, current)).status).toBe(204);
  });
});

test("a section lists by displayOrder, then the newest start", async () => {
  const { api, path } = await newProfile("order");
  const list = `${path}/work-experiences`;
  const job = (startDate: string, displayOrder: number) =>
    api.post(list, { jobTitle: "J", company: "Same", startDate, displayOrder });
  await job("2019", 1);
  await job("2021-05", 1);
  await job("2001", 0);
  const starts = (await api.get(list)).json.map((e: { startDate: string }) => e.startDate);
  expect(starts).toEqual(["2001", "2021-05", "2019"]);
  const schools = ["Undated", "2010", "2015"];
  for (const institution of schools) {
    const startDate = institution === "Undated" ? null : institution;
    await api.post(`${path}/education`, { institution, startDate, displayOrder: 3 });
  }
  const { education } = (await api.get(path)).json;
  const names = education.map(({ institution }: { institution: string }) => institution);
  expect(names).toEqual(["2015", "2010", "Undated"]);
});

test("null clears, and the dates are in order after the merge", async () => {
  const { api, path } = await newProfile("merge");
  const job = { jobTitle: "J", company: "C", startDate: "2020", endDate: "2021", location: "Rome" };
  const { json } = await api.post(`${path}/work-experiences`, job);
  const entry = `${path}/work-experiences/${json.id}`;
  const late = await api.patch(entry, { startDate: "2022" });
  expect(late.status).toBe(422);
  expect(late.json.detail).toMatchObject([{ loc: ["body", "endDate"], type: "end_before_start" }]);
  expect((await api.patch(entry, { jobTitle: null })).status).toBe(422);
  const cleared = await api.patch(entry, { startDate: "2022", endDate: null, location: null });
  expect(cleared.json).toMatchObject({ startDate: "2022", endDate: null, location: "" });
  expect(cleared.json).toMatchObject({ jobTitle: "J", company: "C" });
});

test("a username follows its address until it is set", async () => {
  const { api, path } = await newProfile("username");
  const { json } = await api.post(`${path}/social-links`, LINK);
  expect(json.username).toBe("jane");
  const link = `${path}/social-links/${json.id}`;
  expect((await api.patch(link, { url: "https://github.com/joe" })).json.username).toBe("joe");
  expect((await api.patch(link, { username: "Joe D" })).json.username).toBe("Joe D");
  expect((await api.patch(link, { url: LINK.url })).json.username).toBe("Joe D");
  expect((await api.patch(link, { username: null })).json.username).toBe("jane");
});

test("a repeated add is one entry", async () => {
  const { api, path } = await newProfile("repeat");
  const key = { "idempotency-key": "once", "if-match": '"1"' };
  const first = await api.post(`${path}/social-links`, LINK, key);
  const second = await api.post(`${path}/social-links`, LINK, key);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect(second.json).toEqual(first.json);
  expect((await api.get(`${path}/social-links`)).json).toEqual([first.json]);
});

test("a published profile's sections are listed for its owner only", async () => {
  const { api, path } = await newProfile("published");
  await api.call("POST", `${path}/publish`);
  const guest = await platform.as("published-guest");
  const refused = await guest.get(`${path}/social-links`);
  expect(refused.status).toBe(404);
  expect(refused.json.code).toBe("profile_not_found");
});

test("entries that make a profile too large are refused", async () => {
  const { api, path } = await newProfile("large");
  const description = "語".repeat(2_000);
  const job = { jobTitle: "J", company: "C", startDate: "2020", description };
  const workExperiences = Array.from({ length: 32 }, () => job);
  const education = [{ institution: "MIT" }];
  const filled = await api.patch(path, { bio: "b".repeat(2_000), workExperiences, education });
  expect(filled.status).toBe(200);
  const refused = await api.post(`${path}/work-experiences`, job);
  expect(refused.status).toBe(422);
  expect(refused.json.detail).toMatchObject([{ type: "profile_too_large" }]);
  const [small] = filled.json.education;
  const grown = await api.patch(`${path}/education/${small.id}`, { description });
  expect(grown.json.detail).toMatchObject([{ type: "profile_too_large" }]);
  expect((await api.get(path)).json).toEqual(filled.json);
});

/** At once: three times as many as the functions of a route have environments. */
const MANY = 24;

test("of 24 adds at once the 12 that there is room for succeed, and the others meet the limit", async () => {
  const { api, path } = await newProfile("crowd");
  const education = Array.from({ length: 38 }, (_, n) => ({ institution: `Old School ${n}` }));
  expect((await api.patch(path, { education })).json.version).toBe(2);
  const answers = await Promise.all(
    Array.from({ length: MANY }, (_, n) =>
      persist(() => api.post(`${path}/education`, { institution: `School ${n}` })),
    ),
  );
  const outcomes = answers.map(({ status, json }) => `${status} ${json.code ?? ""}`.trim());
  expect(Object.groupBy(outcomes, (outcome) => outcome)).toEqual({
    201: Array(12).fill("201"),
    "409 entry_limit_reached": Array(12).fill("409 entry_limit_reached"),
  });
  const profile = (await api.get(path)).json;
  expect(profile.version).toBe(14);
  expect(profile.education).toHaveLength(50);
  const etags = answers.filter(({ status }) => status === 201).map((a) => a.headers.get("etag"));
  expect(new Set(etags).size).toBe(12);
});

test("of 24 adds at once over all sections none is lost", async () => {
  const { api, path } = await newProfile("spread");
  const answers = await Promise.all(
    Array.from({ length: MANY }, (_, n) => {
      const [segment, , draft] = SECTIONS[n % 3] as (typeof SECTIONS)[number];
      return persist(() => api.post(`${path}/${segment}`, draft));
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(MANY).fill(201));
  expect((await api.get(path)).json.version).toBe(1 + MANY);
});
