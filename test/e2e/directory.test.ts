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
