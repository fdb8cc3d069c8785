import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer, ApiClient } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const ALL = `${PROFILES}/all`;

let platform: TestPlatform;
let api: ApiClient;
let ids: string[];
beforeAll(async () => {
  platform = await sharedPlatform();
  api = await platform.as("pages");
  ids = [];
  for (const name of ["One", "Two", "Three", "Four"]) {
    ids.push((await api.post(PROFILES, { name, title: "T" })).json.id);
  }
});
afterAll(() => platform.stop());

const idsOf = ({ json }: Answer) => json.map(({ id }: { id: string }) => id);

/** The path of the next page, which the header names in full. */
function nextOf({ headers }: Answer): string | undefined {
  const link = headers.get("link");
  if (link === null) return undefined;
  const [, address = ""] = /^<(.+)>; rel="next"$/.exec(link) ?? [];
  expect(address.startsWith(`${platform.url}${ALL}?`), link).toBe(true);
  return address.slice(platform.url.length);
}

async function walk(path: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | undefined = path; next; ) {
    const answer: Answer = await api.get(next);
    expect(answer.status).toBe(200);
    pages.push(idsOf(answer));
    next = nextOf(answer);
  }
  return pages;
}

describe("GET /profiles/all", () => {
  test("is the whole list without a limit, and says of no other page", async () => {
    const answer = await api.get(ALL);
    expect(idsOf(answer)).toEqual(ids);
    expect(answer.headers.get("link")).toBeNull();
  });

  test("is read in pages that the Link header leads through", async () => {
    expect(await walk(`${ALL}?limit=1`)).toEqual(ids.map((id) => [id]));
    expect(await walk(`${ALL}?limit=3`)).toEqual([ids.slice(0, 3), ids.slice(3)]);
    expect(await walk(`${ALL}?limit=4`)).toEqual([ids]);
    expect((await api.get(ALL)).headers.get("access-control-expose-headers")).toContain("Link");
  });

  test("neither repeats nor skips when another becomes the primary one, or some come and go", async () => {
    const [first, second, third, fourth] = ids;
    const begun = await api.get(`${ALL}?limit=1`);
    expect(idsOf(begun)).toEqual([first]);
    await api.patch(`${PROFILES}/${third}`, { isPrimary: true });
    const added = (await api.post(PROFILES, { name: "Five", title: "T" })).json.id;
    await api.delete(`${PROFILES}/${second}`);
    expect(await walk(nextOf(begun) ?? "")).toEqual([[third], [fourth], [added]]);
    expect(await walk(`${ALL}?limit=2`)).toEqual([
      [third, first],
      [fourth, added],
    ]);
  });

  test("refuses a limit out of range and a cursor that is not its own", async () => {
    const cursor = new URL(`${platform.url}${nextOf(await api.get(`${ALL}?limit=1`))}`)
      .searchParams;
    const other = await platform.as("pages-other");
    await other.post(PROFILES, { name: "Other", title: "T" });
    for (const [caller, query] of [
      ...["limit=0", "limit=26", "limit=x", "cursor=x"].map((query) => [api, query] as const),
      [other, `cursor=${cursor.get("cursor")}`],
    ] as const) {
      const answer = await caller.get(`${ALL}?${query}`);
      expect(answer.status, query).toBe(422);
      expect(answer.json.detail[0].loc[0]).toBe("query");
    }
    expect((await api.get(`${ALL}?cursor=${cursor.get("cursor")}`)).status).toBe(200);
  });
});
