import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { PROFILES } from "../support/full-profile.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const SEARCH = "/api/v1/public/directory/search";

let platform: TestPlatform;
let searcher: ApiClient;
const ids = new Map<string, string>();

const PEOPLE: readonly (readonly [string, object])[] = [
  ["Marie Dupont", { title: "Notaire", company: "Étude Dupont", location: "Paris" }],
  ["Céline Dupont", { title: "Architecte", location: "Lyon" }],
  ["Иван Петров", { title: "Разработчик", location: "Berlin" }],
  ["Jane Doe", { title: "Real Estate Agent", vertical: "real-estate", location: "New York" }],
  ["John O'Brien", { title: "Broker", vertical: "real-estate-agent", location: "New York" }],
  ["Hidden Dupont", { title: "Notaire", mcpDiscoverable: false }],
];

beforeAll(async () => {
  platform = await sharedPlatform();
  searcher = await platform.as("searcher");
  const owner = await platform.as("owner");
  for (const [name, more] of PEOPLE) {
    const { json } = await owner.post(PROFILES, { title: "T", name, ...more });
    ids.set(name, json.id);
    expect((await owner.call("POST", `${PROFILES}/${json.id}/publish`)).status).toBe(200);
  }
  await owner.post(PROFILES, { name: "Draft Dupont", title: "Notaire" });
  await platform.idle();
});
afterAll(() => platform.stop());

const search = async (fields: Record<string, string>) =>
  searcher.get(`${SEARCH}?${new URLSearchParams(fields)}`);
const names = async (fields: Record<string, string>) =>
  (await search(fields)).json.results.map(({ name }: { name: string }) => name);

describe("people are found as people search", () => {
  test.each([
    [{ query: "Dupont Marie" }, ["Marie Dupont"]],
    [{ query: "marie of dupont" }, ["Marie Dupont"]],
    [{ query: "ce" }, ["Céline Dupont"]],
    [{ query: "CÉLINE d" }, ["Céline Dupont"]],
    [{ query: "petrov" }, ["Иван Петров"]],
    [{ query: "Иван пет" }, ["Иван Петров"]],
    [{ query: "petorv" }, ["Иван Петров"]],
    [{ query: "Petrof", location: "berlin" }, ["Иван Петров"]],
    [{ role: "real-estate-agent" }, ["Jane Doe", "John O'Brien"]],
    [{ role: "real-estate-agent", query: "obrien" }, ["John O'Brien"]],
    [{ vertical: "real-estate" }, ["Jane Doe"]],
    [{ location: "new y" }, ["Jane Doe", "John O'Brien"]],
    [{ query: "Jane Dupont" }, []],
    [{ query: "x" }, []],
  ])("%j", async (fields, expected) => {
    expect((await names(fields)).sort()).toEqual([...expected].sort());
  });
});

test("an answer says what the contract says", async () => {
  const { status, json, headers } = await search({ query: "jane doe" });
  expect(status).toBe(200);
  expect(json).toEqual({
    results: [
      {
        name: "Jane Doe",
        slug: "jane-doe",
        title: "Real Estate Agent",
        company: "",
        photoUrl: "",
        location: "New York",
        activeIdentities: ["real-estate"],
      },
    ],
    total: 1,
    totalIsExact: true,
    nextCursor: null,
  });
  expect(headers.get("x-ratelimit-limit")).toBe("200");
  const posted = await searcher.post(SEARCH, { query: "jane doe", limit: 1 });
  expect([posted.status, posted.json]).toEqual([200, json]);
});

test("two profiles of an account do not tell that they belong together", async () => {
  const twin = await platform.as("twin");
  for (const [name, more] of [
    ["Twin Berger", { vertical: "fitness" }],
    ["Other Berger", { title: "Notary" }],
    ["Third Berger", { title: "" }],
  ] as const) {
    const { json } = await twin.post(PROFILES, { name, title: "T", ...more });
    await twin.patch(`${PROFILES}/${json.id}`, { isPublic: true });
  }
  await platform.idle();
  const { json, text } = await search({ query: "berger" });
  const identities = Object.fromEntries(
    json.results.map(({ name, activeIdentities }: never) => [name, activeIdentities]),
  );
  expect(identities).toMatchObject({ "Twin Berger": ["fitness"], "Other Berger": ["Notary"] });
  expect(text).not.toMatch(/owner|twin"/);
});

describe("what is no search is refused", () => {
  const nine = "one two three four five six seven eight nine";
  test.each([
    [{}, "query", "missing"],
    [{ query: "", role: "", location: "", vertical: "" }, "query", "missing"],
    [{ query: nine }, "query", "too_many_words"],
    [{ query: "a".repeat(9_000) }, "query", "too_long"],
    [{ location: "line\u0000feed" }, "location", "invalid_characters"],
    [{ role: "turned \u202e round" }, "role", "invalid_characters"],
    [{ vertical: "Not A Slug" }, "vertical", "invalid_format"],
    [{ query: "jane", cursor: "AAAA" }, "cursor", "invalid_cursor"],
    [{ query: "jane", limit: 0 }, "limit", /out_of_range|too_small/],
    [{ query: "jane", limit: 21 }, "limit", /out_of_range|too_large/],
  ])("%j", async (fields, field, type) => {
    const sent = Object.entries(fields).map(([name, value]) => [name, String(value)]);
    const asked = await search(Object.fromEntries(sent));
    const posted = await searcher.post(SEARCH, fields);
    for (const [part, { status, json }] of [["query", asked] as const, ["body", posted] as const]) {
      expect(status).toBe(422);
      const told = typeof type === "string" ? type : expect.stringMatching(type);
      expect(json.detail).toMatchObject([{ loc: [part, field], type: told }]);
    }
  });

  test("and so are fields that there are not", async () => {
    expect((await searcher.post(SEARCH, { query: "jane", offset: 1 })).status).toBe(422);
  });
});

test.each(["de la", "🙂", "j", "- ' ."])("%s finds nobody, and is no mistake", async (query) => {
  const { status, json } = await search({ query });
  expect([status, json.results]).toEqual([200, []]);
});

test("a cursor goes on where the page ended", async () => {
  const first = await search({ location: "new york", limit: "1" });
  const cursor = first.json.nextCursor;
  expect([first.json.total, first.json.totalIsExact]).toEqual([2, true]);
  const second = await search({ location: "New York", limit: "1", cursor });
  expect(second.json).toMatchObject({ total: 2, totalIsExact: true, nextCursor: null });
  const names = [first, second].map(({ json }) => json.results[0].name);
  expect(names.sort()).toEqual(["Jane Doe", "John O'Brien"]);
  const other = await (await platform.as("other")).get(
    `${SEARCH}?${new URLSearchParams({ location: "new york", cursor })}`,
  );
  expect(other.json.detail).toMatchObject([{ loc: ["query", "cursor"], type: "invalid_cursor" }]);
});

test("a repeated POST searches again: nobody who was found is kept", async () => {
  const owner = await platform.as("repeated");
  const { json } = await owner.post(PROFILES, { name: "Repeated Person", title: "T" });
  await owner.patch(`${PROFILES}/${json.id}`, { isPublic: true });
  await platform.idle();
  const ask = () => searcher.post(SEARCH, { query: "repeated" }, { "idempotency-key": "again" });
  expect((await ask()).json.total).toBe(1);
  await owner.patch(`${PROFILES}/${json.id}`, { isPublic: false });
  const again = await ask();
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect([again.status, again.json.results]).toEqual([200, []]);
  await platform.idle();
  expect(JSON.stringify(await platform.items())).not.toContain("repeated#");
});
