import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlanName } from "../../shared/model/plans.ts";
import { contactFields, contactKey, savedKey } from "../../shared/persistence/contact-item.ts";
import { accountKey } from "../../shared/persistence/keys.ts";
import type { ApiClient } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/** Lists too long to be made one by one, and plans too large to be filled. */
let platform: TestPlatform;
let published: readonly string[];
beforeAll(async () => {
  platform = await sharedPlatform();
  const owner = await platform.as("lists-owner");
  published = await Promise.all(Array.from({ length: 12 }, (_, n) => publish(owner, `P ${n}`)));
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const CONTACTS = "/api/v1/contacts";
const LIMITS = `${CONTACTS}/limits`;

async function publish(owner: ApiClient, name: string): Promise<string> {
  const { id } = (await owner.post(PROFILES, { name, title: "T" })).json;
  expect((await owner.call("POST", `${PROFILES}/${id}/publish`)).status).toBe(200);
  return id;
}

const save = (api: ApiClient, profileId: string | undefined) =>
  api.post(CONTACTS, { profileId, source: "web" });

/** An account that has saved `count` profiles, of which nothing else is there. */
async function givenContacts(saver: string, count: number, plan: PlanName): Promise<string[]> {
  const contacts = Array.from({ length: count }, () => ({
    ...{ id: uuid(), profileId: uuid(), source: "web" as const },
    savedAt: new Date().toISOString(),
  }));
  const items = contacts.flatMap((contact) => [
    { ...contactKey(saver, contact.id), ...contactFields(contact) },
    { ...savedKey(saver, contact.profileId), ...contactFields(contact) },
  ]);
  await platform.putItems([...items, { ...accountKey(saver), plan, contactCount: count }]);
  return contacts.map(({ id }) => id).toReversed();
}

const idsOf = (page: { contacts: { id: string }[] }) => page.contacts.map(({ id }) => id);

describe("a list of 1,120 contacts", () => {
  let api: ApiClient;
  let newestFirst: string[];
  beforeAll(async () => {
    newestFirst = await givenContacts("lists-long", 1_120, "startup");
    api = await platform.as("lists-long");
  });
  const page = async (query: string) => (await api.get(`${CONTACTS}?${query}`)).json;

  test("is read whole by cursor, page after page", async () => {
    const read: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const json = await page(cursor && `cursor=${cursor}`);
      expect(json).toMatchObject({ total: 1_120, hasMore: json.nextCursor !== null });
      read.push(...idsOf(json));
      cursor = json.nextCursor;
    }
    expect(read).toEqual(newestFirst);
  });

  test("has its first 1,000 by offset, and the rest by the cursor of such a page", async () => {
    for (const offset of [0, 50, 499, 950, 999]) {
      const json = await page(`offset=${offset}`);
      expect(idsOf(json)).toEqual(newestFirst.slice(offset, offset + 50));
    }
    const { nextCursor } = await page("offset=950&limit=50");
    const beyond = await page(`cursor=${nextCursor}`);
    expect(idsOf(beyond)).toEqual(newestFirst.slice(1_000, 1_050));
  });

  test("beyond the first 1,000 names the cursor", async () => {
    const { status, json } = await api.get(`${CONTACTS}?offset=1000`);
    expect(status).toBe(422);
    expect(json.detail).toEqual([
      {
        loc: ["query", "offset"],
        msg: "Must be a whole number from 0 to 999; use the cursor to get further.",
        type: "out_of_range",
      },
    ]);
  });

  test("goes on from a cursor though its contact is gone and a newer one came", async () => {
    const { nextCursor, contacts } = await page("limit=20");
    expect((await api.delete(`${CONTACTS}/${contacts.at(-1).id}`)).status).toBe(204);
    expect((await save(api, published[0])).status).toBe(201);
    const next = await page(`limit=20&cursor=${nextCursor}`);
    expect(idsOf(next)).toEqual(newestFirst.slice(20, 40));
    expect(next.total).toBe(1_120);
  });
});

describe("a plan's limit", () => {
  const given = async (plan: PlanName, contactCount: number) => {
    const saver = `lists-${plan}-${contactCount}`;
    await platform.putItems([{ ...accountKey(saver), plan, contactCount }]);
    return platform.as(saver);
  };
  test.each([
    ["free", 100],
    ["startup", 5_000],
    ["business", 50_000],
  ] as const)("%s holds under 12 saves at once: %i contacts", async (plan, most) => {
    const api = await given(plan, most - 5);
    const answers = await Promise.all(published.map((id) => save(api, id)));
    const outcomes = answers.map(({ status, json }) => `${status} ${json.code ?? ""}`.trim());
    expect(outcomes.filter((outcome) => outcome === "201")).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === "409 contact_limit_reached")).toHaveLength(7);
    expect((await api.get(LIMITS)).json).toEqual({ limit: most, used: most, remaining: 0 });
    const list = (await api.get(CONTACTS)).json;
    expect(list).toMatchObject({ total: most });
    expect(list.contacts).toHaveLength(5);
    const kept = published[outcomes.indexOf("201")];
    expect((await save(api, kept)).status).toBe(200);
    expect((await api.delete(`${CONTACTS}/${list.contacts[0].id}`)).status).toBe(204);
    expect((await save(api, published[outcomes.indexOf("409 contact_limit_reached")])).status).toBe(
      201,
    );
  });

  test("of many is read by offset up to 5,000 for an assistant, and no further", async () => {
    const api = await given("business", 20_000);
    const from = (offset: number) => api.get(`/api/v1/mcp/contacts?limit=1&offset=${offset}`);
    expect((await from(5_000)).status).toBe(200);
    const refused = await from(5_001);
    expect([refused.status, refused.json.detail]).toEqual([
      422,
      [{ loc: ["query", "offset"], msg: "Must be at most 5000.", type: "out_of_range" }],
    ]);
    const behind = { contacts: [], total: 20_000, hasMore: false };
    expect((await from(20_000)).json).toEqual(behind);
  });

  test("is none for enterprise, and less than there is after a smaller plan", async () => {
    const unlimited = await given("enterprise", 1_000_000);
    expect((await save(unlimited, published[0])).status).toBe(201);
    const none = { limit: null, used: 1_000_001, remaining: null };
    expect((await unlimited.get(LIMITS)).json).toEqual(none);
    const reduced = await given("free", 4_000);
    expect((await reduced.get(LIMITS)).json).toEqual({ limit: 100, used: 4_000, remaining: 0 });
    expect((await save(reduced, published[0])).status).toBe(409);
  });

  test("is given back once by many deletions of one contact at once", async () => {
    const api = await given("free", 98);
    const { id } = (await save(api, published[0])).json;
    await save(api, published[1]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.delete(`${CONTACTS}/${id}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(404)]);
    expect((await api.get(LIMITS)).json.used).toBe(99);
  });
});
