import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let owner: ApiClient;
beforeAll(async () => {
  platform = await sharedPlatform();
  owner = await platform.as("contacts-owner");
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const CONTACTS = "/api/v1/contacts";
const UNKNOWN = "0190c0de-0000-7000-8000-000000000000";

async function published(name: string, more: object = {}): Promise<string> {
  const { json } = await owner.post(PROFILES, { name, title: "T", company: "Acme", ...more });
  expect((await owner.call("POST", `${PROFILES}/${json.id}/publish`)).status).toBe(200);
  return json.id;
}

const save = (api: ApiClient, profileId: string, source = "web") =>
  api.post(CONTACTS, { profileId, source });

test("save, save again, list, and delete", async () => {
  const api = await platform.as("saver");
  const [first, second] = [await published("Ann One"), await published("Ben Two")];
  const saved = await save(api, first, "qr_scan");
  expect(saved.status).toBe(201);
  expect(saved.json).toEqual({
    id: expect.any(String),
    profileId: first,
    name: "Ann One",
    title: "T",
    company: "Acme",
    location: "",
    ...{ photoUrl: "", photo: null },
    savedAt: expect.stringMatching(/Z$/),
    source: "qr_scan",
    profileAvailable: true,
    notice: null,
    removedAt: null,
  });
  const again = await save(api, first);
  expect([again.status, again.json]).toEqual([200, saved.json]);
  await save(api, second);
  const { json } = await api.get(CONTACTS);
  expect(json).toMatchObject({ total: 2, hasMore: false, nextCursor: null });
  expect(json.contacts.map(({ name }: { name: string }) => name)).toEqual(["Ben Two", "Ann One"]);
  const limits = await api.get(`${CONTACTS}/limits`);
  expect(limits.json).toEqual({ limit: 100, used: 2, remaining: 98 });
  const path = `${CONTACTS}/${saved.json.id}`;
  expect((await (await platform.as("thief")).delete(path)).status).toBe(404);
  expect((await api.delete(path)).status).toBe(204);
  expect((await api.delete(path)).status).toBe(404);
  expect((await api.get(`${CONTACTS}/limits`)).json.used).toBe(1);
  expect((await save(api, first)).status).toBe(201);
});

test("unpublished and removed profiles say so from the next request on", async () => {
  const savers = [await platform.as("s1"), await platform.as("s2")];
  const id = await published("Cleo Gone", { location: "Rome", bio: "Secret" });
  for (const api of savers) expect((await save(api, id)).status).toBe(201);
  const unnamed = { name: "", title: "", company: "", location: "" };
  const empty = { ...unnamed, photoUrl: "", photo: null, profileAvailable: false };
  await owner.patch(`${PROFILES}/${id}`, { isPublic: false });
  const hidden = (await savers[0]?.get(CONTACTS))?.json.contacts[0];
  expect(hidden).toMatchObject({ ...empty, notice: "Profile not available", removedAt: null });
  await owner.call("POST", `${PROFILES}/${id}/publish`);
  expect((await savers[0]?.get(CONTACTS))?.json.contacts[0].name).toBe("Cleo Gone");
  expect((await owner.delete(`${PROFILES}/${id}`)).status).toBe(204);
  for (const api of savers) {
    const { json } = await api.get(CONTACTS);
    const removedAt = expect.stringMatching(/Z$/);
    expect(json.contacts[0]).toMatchObject({ ...empty, notice: "Profile removed", removedAt });
    expect(json.total).toBe(1);
  }
});

test("one's own profile is saved as any other", async () => {
  const id = await published("Own Profile");
  const saved = await save(owner, id);
  expect([saved.status, saved.json.name]).toEqual([201, "Own Profile"]);
  await owner.delete(`${PROFILES}/${id}`);
  const { json } = await owner.get(CONTACTS);
  expect(json).toMatchObject({ total: 1, contacts: [{ id: saved.json.id, name: "" }] });
  expect((await owner.delete(`${CONTACTS}/${saved.json.id}`)).status).toBe(204);
});

test("a contact follows its profile, and the table holds no copy", async () => {
  const api = await platform.as("follower");
  const id = await published("Fay Before", { location: "Rome" });
  const saved = await save(api, id, "mcp");
  await owner.patch(`${PROFILES}/${id}`, { name: "Fay After", title: "Chef", location: null });
  const [contact] = (await api.get(CONTACTS)).json.contacts;
  const now = { name: "Fay After", title: "Chef", location: "", source: "mcp" };
  expect(contact).toEqual({ ...saved.json, ...now });
  const items = (await platform.items()).filter(({ pk }) => pk === "USER#follower");
  expect(items.map(({ sk }) => String(sk).split("#")[0]).sort()).toEqual([
    ...["ACCOUNT", "CONTACT", "SAVED"],
  ]);
  expect(JSON.stringify(items)).not.toMatch(/Fay|Chef|Acme|Rome/);
});

test("a repeated request tells of the profile as it is now, not as it was", async () => {
  const api = await platform.as("repeater");
  const id = await published("Gil Before", { location: "Rome" });
  const body = { profileId: id, source: "web" };
  const repeat = () => api.post(CONTACTS, body, { "idempotency-key": "gil" });
  const saved = await repeat();
  const same = await repeat();
  expect([same.status, same.json]).toEqual([201, saved.json]);
  expect(same.headers.get("idempotent-replayed")).toBe("true");
  await owner.patch(`${PROFILES}/${id}`, { isPublic: false });
  const empty = { name: "", title: "", company: "", location: "", profileAvailable: false };
  const hidden = await repeat();
  expect(hidden.json).toEqual({ ...saved.json, ...empty, notice: "Profile not available" });
  await owner.delete(`${PROFILES}/${id}`);
  const removed = await repeat();
  expect(removed.status).toBe(201);
  expect(removed.json).toMatchObject({ id: saved.json.id, ...empty, notice: "Profile removed" });
  expect(removed.text).not.toMatch(/Gil|Acme|Rome/);
});

test("drafts and removed profiles cannot be saved, and read as unknown ones", async () => {
  const api = await platform.as("prober");
  const draft = (await owner.post(PROFILES, { name: "Draft", title: "T" })).json.id;
  const removed = await published("Removed");
  await owner.delete(`${PROFILES}/${removed}`);
  const bytes = async (id: string) => {
    const { status, text } = await save(api, id);
    return `${status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
  };
  const unknown = await bytes(UNKNOWN);
  expect(unknown).toMatch(/^404 .*profile_not_found/);
  expect(await bytes(draft)).toBe(unknown);
  expect(await bytes(removed)).toBe(unknown);
  expect((await save(api, UNKNOWN, "fax")).status).toBe(422);
});

test("pages by offset and by cursor, each bound to its account", async () => {
  const api = await platform.as("pager");
  const ids: string[] = [];
  for (const name of ["P One", "P Two", "P Three"]) ids.unshift(await published(name));
  for (const id of ids.toReversed()) await save(api, id);
  const list = async (query: string) => (await api.get(`${CONTACTS}?${query}`)).json;
  const idsOf = (page: { contacts: { profileId: string }[] }) =>
    page.contacts.map(({ profileId }) => profileId);
  const first = await list("limit=2");
  expect(idsOf(first)).toEqual(ids.slice(0, 2));
  expect(first).toMatchObject({ total: 3, hasMore: true });
  const last = await list(`limit=2&cursor=${first.nextCursor}`);
  expect(idsOf(last)).toEqual(ids.slice(2));
  expect(last).toMatchObject({ hasMore: false, nextCursor: null });
  expect(idsOf(await list("limit=1&offset=1"))).toEqual([ids[1]]);
  const bad = ["limit=0", "limit=51", "limit=x", "offset=-1", "offset=1000", "cursor=abc"];
  bad.push(`cursor=A${first.nextCursor}`, `offset=1&cursor=${first.nextCursor}`);
  for (const query of bad) expect((await api.get(`${CONTACTS}?${query}`)).status).toBe(422);
  const other = await platform.as("pager-other");
  expect((await other.get(`${CONTACTS}?cursor=${first.nextCursor}`)).status).toBe(422);
});

test("50 saves of one profile at once are one contact", async () => {
  const api = await platform.as("racer");
  const id = await published("Dora Raced");
  const answers = await Promise.all(Array.from({ length: 50 }, () => save(api, id)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
  expect((await api.get(CONTACTS)).json.contacts).toHaveLength(1);
  expect((await api.get(`${CONTACTS}/limits`)).json.used).toBe(1);
});
