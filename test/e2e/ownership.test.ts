import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";
import type { Answer, ApiClient } from "../support/api-client.ts";
import { belongings, callRoute, type Ids, UNKNOWN } from "../support/route-examples.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/** Every route that names a thing, called with real ids of another account's things. */
let platform: TestPlatform;
let attacker: ApiClient;
let victim: ApiClient;
/** An API key of the attacker's. */
let partner: ApiClient;
let theirs: Ids;
let own: Ids;
let shown: string;
beforeAll(async () => {
  platform = await sharedPlatform();
  attacker = await platform.as("attacker");
  victim = await platform.as("victim");
  shown = (await victim.post(PROFILES, { name: "Shown", title: "T" })).json.id;
  await victim.call("POST", `${PROFILES}/${shown}/publish`);
  theirs = await belongings(victim, shown);
  own = await belongings(attacker, shown);
  partner = platform.withKey((await platform.issueKey("attacker")).key);
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const VISITOR = { name: "Ada", email: "ada@example.com", tos_consent: true };
// Pages of the reference belong to nobody.
const withParameters = routeTable.filter(
  ({ path, showsReference }) => path.includes("{") && !showsReference,
);
const named = (routes: readonly AnyRoute[]) => routes.map((route) => [route.id, route] as const);

/** The bytes a caller can tell apart; the request's own id is not among them. */
function bytes({ status, text }: Answer): string {
  return `${status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
}

/** Every item by its key, but for what each request leaves behind: its count, and a key's use. */
async function stored(): Promise<Map<string, object>> {
  await platform.idle();
  const items = (await platform.items()).filter(({ pk }) => !/^(?:USAGE|TOP)#/.test(String(pk)));
  return new Map(items.map(({ lastUsedAt, ...item }) => [`${item.pk} ${item.sk}`, item]));
}

/** Expects 404, the same for these ids as for unknown ones in their place, and nothing changed. */
async function expectNothing(api: ApiClient, route: AnyRoute, ids: Ids, unknown: Ids) {
  const nobodys = await callRoute(api, route, unknown);
  expect(nobodys.status).toBe(404);
  const before = await stored();
  expect(bytes(await callRoute(api, route, ids))).toBe(bytes(nobodys));
  expect(await stored()).toEqual(before);
}

describe.each(named(withParameters))("%s", (_id, route) => {
  test("another account's things read as unknown ones", async () => {
    await expectNothing(attacker, route, theirs, UNKNOWN);
    if (route.auth === "caller") await expectNothing(partner, route, theirs, UNKNOWN);
  });

  test("they are there, for the routes that read", async () => {
    if (route.method !== "GET" || route.auth === "public") return;
    expect((await callRoute(victim, route, theirs)).status).toBe(200);
  });
});

const ofProfiles = withParameters.filter(({ path }) => path.includes("/profiles/{profile_id}"));

describe.each(named(ofProfiles.filter(({ id }) => id !== "get-profile")))("%s", (_id, route) => {
  test("a published profile is its owner's alone all the same", async () => {
    await expectNothing(attacker, route, { ...theirs, profiles: shown }, UNKNOWN);
  });
});

const ofParts = ofProfiles.filter(({ path }) => path.split("{").length > 2);

describe.each(named(ofParts))("%s", (_id, route) => {
  test("another's part of one's own profile, and the other way round", async () => {
    const ownProfile = { profiles: own.profiles as string };
    const theirProfile = { profiles: theirs.profiles as string };
    const unknownPart = { ...UNKNOWN, ...ownProfile };
    await expectNothing(attacker, route, { ...theirs, ...ownProfile }, unknownPart);
    await expectNothing(attacker, route, { ...own, ...theirProfile }, UNKNOWN);
  });

  test("a part of another profile of one's own", async () => {
    const { json } = await attacker.post(PROFILES, { name: "Second", title: "T" });
    const unknownPart = { ...UNKNOWN, profiles: json.id };
    await expectNothing(attacker, route, { ...own, profiles: json.id }, unknownPart);
  });
});

test("ids in a body reach nothing of another account either", async () => {
  const path = `${PROFILES}/${own.profiles}`;
  const link = { platform: "x", url: "https://x.com/a" };
  const patched = (id: unknown) => attacker.patch(path, { socialLinks: [{ ...link, id }] });
  const saved = (profileId: unknown) =>
    attacker.post("/api/v1/contacts", { profileId, source: "web" });
  const scanned = (profileId: unknown) =>
    attacker.post("/api/v1/contacts/scans", { profileId, source: "web" });
  const left = (profile_id: unknown) =>
    attacker.post("/api/v1/public/save-contact", { ...VISITOR, profile_id });
  for (const [call, kind, status] of [
    [patched, "social-links", 422],
    [saved, "profiles", 404],
    [scanned, "profiles", 404],
    [left, "profiles", 404],
  ] as const) {
    const nobodys = await call(UNKNOWN[kind]);
    expect(nobodys.status).toBe(status);
    const before = await stored();
    expect(bytes(await call(theirs[kind]))).toBe(bytes(nobodys));
    expect(await stored()).toEqual(before);
  }
});

test("lists, limits and the primary profile hold one's own only", async () => {
  const empty = await platform.as("nobody-yet");
  expect((await empty.get(`${PROFILES}/all`)).json).toEqual([]);
  expect((await empty.get(`${PROFILES}/me`)).status).toBe(404);
  expect((await empty.get("/api/v1/contacts")).json).toMatchObject({ contacts: [], total: 0 });
  expect((await empty.get("/api/v1/contacts/limits")).json.used).toBe(0);
  expect((await empty.get("/api/v1/api-keys")).json).toEqual([]);
  expect((await empty.get("/api/v1/leads")).json).toEqual({ leads: [], nextCursor: null });
  expect((await empty.get("/api/v1/contacts/scans")).json).toEqual({ scans: [] });
  expect((await empty.get("/api/v1/mcp/profile")).status).toBe(404);
  expect((await empty.get("/api/v1/mcp/contacts")).json).toMatchObject({ contacts: [], total: 0 });
});

test("an account whose name holds key separators reaches nobody else", async () => {
  const odd = await platform.as("victim#PROFILE");
  expect((await odd.get(`${PROFILES}/all`)).json).toEqual([]);
  const before = (await victim.get(`${PROFILES}/all`)).json;
  const made = await odd.post(PROFILES, { name: "Odd", title: "T" });
  expect(made.status).toBe(201);
  expect((await odd.get(`${PROFILES}/all`)).json).toHaveLength(1);
  expect((await victim.get(`${PROFILES}/all`)).json).toEqual(before);
});
