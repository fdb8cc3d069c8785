import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const SEARCH = "/api/v1/public/directory/search";
const FIND = `${SEARCH}?query=nobody`;
const HOUR = 3_600_000;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

function rate({ headers }: Answer) {
  const value = (name: string) => Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN);
  return { limit: value("limit"), remaining: value("remaining"), reset: value("reset") };
}

/** In this hour and the next one, should it begin during the test. */
async function putCount(account: string, credential: string, requests: number): Promise<void> {
  const hours = [0, HOUR].map((later) => new Date(Date.now() + later).toISOString().slice(0, 13));
  const pk = `USAGE#${account}`;
  await platform.putItems(
    hours.map((hour) => ({ pk, sk: `${hour}#search_${credential}`, requests })),
  );
}

test("an hour's searches are the plan's, and the headers tell of them", async () => {
  const partner = platform.withKey((await platform.issueKey("search-free")).key);
  const first = await partner.get(FIND);
  expect([first.status, rate(first)]).toMatchObject([200, { limit: 20, remaining: 19 }]);
  const { reset } = rate(first);
  expect(reset % 3_600).toBe(0);
  expect(reset - Date.now() / 1_000).toBeLessThanOrEqual(3_600);
  await putCount("search-free", "api_key", 19);
  const last = await partner.post(SEARCH, { query: "nobody" });
  expect([last.status, rate(last)]).toMatchObject([200, { limit: 20, remaining: 0 }]);
  for (const refused of [await partner.get(FIND), await partner.post(SEARCH, { query: "no" })]) {
    expect([refused.status, refused.json.code]).toEqual([429, "hourly_limit_exceeded"]);
    expect(rate(refused)).toMatchObject({ limit: 20, remaining: 0 });
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(3_600);
  }
  // Whatever is no search goes on, and is counted by the day as ever, searches included.
  const other = await partner.get("/api/v1/profiles/all");
  expect([other.status, rate(other)]).toMatchObject([200, { limit: 100, remaining: 95 }]);
});

test("searches with JWTs have a count of their own", async () => {
  await putCount("search-jwt", "api_key", 20);
  await putCount("search-jwt", "jwt", 199);
  const api = await platform.as("search-jwt");
  expect(rate(await api.get(FIND))).toMatchObject({ limit: 200, remaining: 0 });
  expect((await api.get(FIND)).status).toBe(429);
});

test("200 searches at once are as many answers as the hour has left", async () => {
  const partner = platform.withKey((await platform.issueKey("search-flood")).key);
  await putCount("search-flood", "api_key", 5);
  const answers = await Promise.all(Array.from({ length: 40 }, () => partner.get(FIND)));
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect([count(200), count(429)]).toEqual([15, 25]);
});

test("the day's limit is told as the day's", async () => {
  const partner = platform.withKey((await platform.issueKey("search-day")).key);
  const days = [0, 24 * HOUR].map((later) => new Date(Date.now() + later).toISOString());
  const pk = "USAGE#search-day";
  await platform.putItems(
    days.map((day) => ({ pk, sk: `${day.slice(0, 10)}#api_key`, requests: 100 })),
  );
  const refused = await partner.get(FIND);
  expect([refused.status, refused.json.code]).toEqual([429, "daily_limit_exceeded"]);
  expect(rate(refused)).toMatchObject({ limit: 100, remaining: 0 });
});
