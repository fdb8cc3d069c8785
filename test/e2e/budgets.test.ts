import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiClient } from "../support/api-client.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

/** Reads and writes of every endpoint, as docs/access-patterns.md promises them. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";

/** The calls a request makes, beside the one write that counts it. */
async function callsOf(
  run: () => Promise<{ status: number }>,
  status: number,
  counted = 1,
): Promise<string[]> {
  await platform.idle();
  platform.calls.length = 0;
  expect((await run()).status).toBe(status);
  const own = platform.calls.filter(
    ({ functionName, uses }) =>
      !/removal/i.test(functionName) && !JSON.stringify(uses).includes("USAGE#"),
  );
  const counts = platform.calls.filter(({ uses }) => JSON.stringify(uses).includes("USAGE#"));
  expect(counts.length).toBe(counted);
  return own.map(({ operation, uses }) =>
    operation === "TransactWriteItems" ? `${operation} ${uses.length}` : operation,
  );
}

test("each endpoint keeps its budget", async () => {
  const api = await platform.as("budget");
  const guest = await platform.as("budget-guest");
  const anyone = new ApiClient(platform.url);
  const first = (await api.post(PROFILES, { name: "Budget One", title: "T" })).json;
  const create = () => api.post(PROFILES, { name: "Budget Two", title: "T" });
  expect(await callsOf(create, 201)).toEqual(["TransactWriteItems 4"]);
  const path = `${PROFILES}/${first.id}`;
  expect(await callsOf(() => api.get(path), 200)).toEqual(["Query"]);
  expect(await callsOf(() => api.get(`${PROFILES}/all`), 200)).toEqual(["Query"]);
  expect(await callsOf(() => api.get(`${PROFILES}/me`), 200)).toEqual(["GetItem", "Query"]);
  const bio = () => api.patch(path, { bio: "new" });
  expect(await callsOf(bio, 200)).toEqual(["Query", "TransactWriteItems 1"]);
  const publish = () => api.call("POST", `${path}/publish`);
  expect(await callsOf(publish, 200)).toEqual(["Query", "TransactWriteItems 2"]);
  const byId = () => anyone.get(`${PROFILES}/p/${first.id}`);
  expect(await callsOf(byId, 200, 0)).toEqual(["GetItem", "Query"]);
  const bySlug = () => anyone.get(`${PROFILES}/p/${first.slug}`);
  expect(await callsOf(bySlug, 200, 0)).toEqual(["GetItem", "GetItem", "Query"]);
  const card = () => anyone.get(`/api/v1/contacts/${first.id}/vcf`);
  expect(await callsOf(card, 200, 0)).toEqual(["GetItem", "Query"]);
  const publishAgain = () => api.call("POST", `${path}/publish`);
  expect(await callsOf(publishAgain, 200)).toEqual(["Query"]);
  const education = ["A", "B", "C"].map((institution) => ({ institution }));
  const entries = () => api.patch(path, { education });
  expect(await callsOf(entries, 200)).toEqual(["Query", "TransactWriteItems 4"]);
  const held = (await api.get(path)).json.education;
  const oneEntry = () =>
    api.patch(path, { education: [held[0], { ...held[1], degree: "BSc" }, held[2]] });
  expect(await callsOf(oneEntry, 200)).toEqual(["Query", "TransactWriteItems 2"]);
  expect(await callsOf(() => guest.get(path), 200)).toEqual(["Query", "GetItem", "Query"]);
  const calls = await callsOf(() => api.delete(path), 204);
  expect(calls).toEqual(["GetItem", "GetItem", "TransactWriteItems 6"]);
  expect(await callsOf(() => api.get("/health"), 200, 0)).toEqual([]);
});

test("25 full profiles are one Query", async () => {
  const api = await platform.as("budget-full");
  for (let n = 0; n < 25; n += 1) {
    const { json } = await api.post(PROFILES, {
      name: `Full ${n}`,
      title: "T",
      bio: "b".repeat(5_000),
    });
    const workExperiences = Array.from({ length: 10 }, (_, k) => ({
      jobTitle: `Job ${k}`,
      company: "Acme",
      startDate: "2020-01",
      description: "d".repeat(1_000),
    }));
    expect((await api.patch(`${PROFILES}/${json.id}`, { workExperiences })).status).toBe(200);
  }
  expect(await callsOf(() => api.get(`${PROFILES}/all`), 200)).toEqual(["Query"]);
});
