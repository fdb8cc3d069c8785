import { afterAll, beforeAll, expect, test } from "vitest";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";

test("two creates racing for one slug both succeed, with different slugs", async () => {
  const accounts = await Promise.all(["race-a", "race-b", "race-c", "race-d"].map(platform.as));
  const answers = await Promise.all(
    accounts.map((api) => api.post(PROFILES, { name: "Same Name", title: "T" })),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  const slugs = answers.map(({ json }) => json.slug);
  expect(new Set(slugs).size).toBe(4);
  expect(slugs.filter((slug) => slug === "same-name")).toHaveLength(1);
});

test("creates racing in a new account make exactly one primary profile", async () => {
  const api = await platform.as("race-first");
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => api.post(PROFILES, { name: `First ${n}`, title: "T" })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
  const { json } = await api.get(`${PROFILES}/all`);
  expect(json.filter(({ isPrimary }: { isPrimary: boolean }) => isPrimary)).toHaveLength(1);
  expect((await api.get(`${PROFILES}/me`)).json).toEqual(json[0]);
});

test("creates racing for the last place never exceed the limit", async () => {
  const api = await platform.as("race-limit");
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => api.post(PROFILES, { name: `Many ${n}`, title: "T" })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(25);
  expect(statuses.filter((status) => status === 409)).toHaveLength(5);
  expect((await api.get(`${PROFILES}/all`)).json).toHaveLength(25);
});

test("of two changes racing with If-Match one gets 412", async () => {
  const api = await platform.as("race-match");
  const { json } = await api.post(PROFILES, { name: "Race Match", title: "T" });
  const answers = await Promise.all(
    ["one", "two"].map((bio) =>
      api.patch(`${PROFILES}/${json.id}`, { bio }, { "if-match": '"1"' }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test("of changes racing without If-Match none is lost", async () => {
  const api = await platform.as("race-merge");
  const { json } = await api.post(PROFILES, { name: "Race Merge", title: "T" });
  const changes = [
    { bio: "bio" },
    { location: "Rome" },
    { company: "Acme" },
    { skills: ["a"] },
    { vertical: "events" },
    { socialLinks: [{ platform: "x", url: "https://x.com/a" }] },
    { education: [{ institution: "MIT" }] },
  ];
  const answers = await Promise.all(
    changes.map((change) => api.patch(`${PROFILES}/${json.id}`, change)),
  );
  expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
  const after = (await api.get(`${PROFILES}/${json.id}`)).json;
  expect(after).toMatchObject({
    bio: "bio",
    location: "Rome",
    company: "Acme",
    skills: ["a"],
    vertical: "events",
    version: 8,
  });
  expect(after.socialLinks).toHaveLength(1);
  expect(after.education).toHaveLength(1);
});

test("changes racing with a deletion bring nothing back", async () => {
  const api = await platform.as("race-delete");
  const { json } = await api.post(PROFILES, { name: "Race Delete", title: "T" });
  const path = `${PROFILES}/${json.id}`;
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, (_, n) =>
      api.patch(path, { education: [{ institution: `School ${n}` }] }),
    ),
    api.delete(path),
  ]);
  expect(answers.at(-1)?.status).toBe(204);
  for (const { status } of answers.slice(0, -1)) expect([200, 404]).toContain(status);
  expect((await api.get(path)).status).toBe(404);
  await platform.idle();
  expect((await api.get(`${PROFILES}/all`)).json).toEqual([]);
});
