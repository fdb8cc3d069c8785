import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

async function create(api: ApiClient, name: string, more: object = {}) {
  const answer = await api.post(PROFILES, { name, title: "Realtor", ...more });
  expect(answer.status, answer.text).toBe(201);
  return answer.json;
}

describe("create", () => {
  test("answers 201 with every field, a Location and an ETag", async () => {
    const api = await platform.as("create-all");
    const answer = await api.form("POST", PROFILES, { name: "Jane Doe", title: "Realtor" });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json).toEqual({
      id: expect.stringMatching(UUID_V7),
      slug: "jane-doe",
      name: "Jane Doe",
      title: "Realtor",
      company: "",
      bio: "",
      location: "",
      photoUrl: "",
      photo: null,
      isPublic: false,
      headline: "Realtor",
      skills: [],
      workExperiences: [],
      education: [],
      takedown: null,
      socialLinks: [],
      createdAt: expect.stringMatching(TIMESTAMP),
      updatedAt: expect.stringMatching(TIMESTAMP),
      vertical: "",
      isPrimary: true,
      version: 1,
      contactEmail: null,
      contactPhone: null,
      showEmail: false,
      showPhone: false,
      mcpDiscoverable: true,
    });
    expect(answer.headers.get("location")).toBe(`${platform.url}${PROFILES}/${answer.json.id}`);
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("x-request-id")).toBeTruthy();
  });

  test("takes every field of the form", async () => {
    const api = await platform.as("create-form");
    const { status, json } = await api.form("POST", PROFILES, {
      skills: ["Räumen", "staging"],
      title: "Beraterin",
      name: "Zoë Müller",
      company: "Häuser & Söhne",
      bio: "Erste Zeile\r\nzweite Zeile",
      location: "Köln",
      vertical: "real-estate",
      contactEmail: "zoe@example.com",
      contactPhone: "",
      showEmail: "true",
      mcpDiscoverable: "false",
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      slug: "zoe-muller",
      company: "Häuser & Söhne",
      bio: "Erste Zeile\nzweite Zeile",
      location: "Köln",
      vertical: "real-estate",
      headline: "Beraterin at Häuser & Söhne",
      skills: ["Räumen", "staging"],
      contactEmail: "zoe@example.com",
      contactPhone: null,
      showEmail: true,
      showPhone: false,
      mcpDiscoverable: false,
    });
  });

  test("only the first profile of an account is primary", async () => {
    const api = await platform.as("create-primary");
    expect((await create(api, "First One")).isPrimary).toBe(true);
    expect((await create(api, "Second One")).isPrimary).toBe(false);
  });

  test("transliterates the name for the slug", async () => {
    const api = await platform.as("create-scripts");
    expect((await create(api, "Иван Петров")).slug).toBe("ivan-petrov");
    expect((await create(api, "😀")).slug).toMatch(/^profile-[a-z0-9]{4}$/);
    expect((await create(api, "Admin")).slug).toMatch(/^admin-[a-z0-9]{4}$/);
  });

  test("stops at 25 profiles", async () => {
    const api = await platform.as("create-limit");
    for (let n = 1; n <= 25; n += 1) await create(api, `Number ${n}`);
    const answer = await api.post(PROFILES, { name: "One more", title: "Realtor" });
    expect(answer.status).toBe(409);
    expect(answer.json.code).toBe("profile_limit_reached");
    expect((await api.get(`${PROFILES}/all`)).json).toHaveLength(25);
  });
});

describe("read", () => {
  test("lists the primary profile first, then by creation", async () => {
    const api = await platform.as("list-order");
    expect((await api.get(`${PROFILES}/all`)).json).toEqual([]);
    const first = await create(api, "Aaa");
    const second = await create(api, "Bbb");
    const third = await create(api, "Ccc");
    await api.patch(`${PROFILES}/${third.id}`, { isPrimary: true });
    const { json } = await api.get(`${PROFILES}/all`);
    expect(json.map(({ id }: { id: string }) => id)).toEqual([third.id, first.id, second.id]);
    expect(json.map(({ isPrimary }: { isPrimary: boolean }) => isPrimary)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("/me is the primary profile, 404 without one", async () => {
    const api = await platform.as("me");
    const none = await api.get(`${PROFILES}/me`);
    expect(none.status).toBe(404);
    expect(none.json.code).toBe("profile_not_found");
    const profile = await create(api, "Me Myself");
    const me = await api.get(`${PROFILES}/me`);
    expect(me.json).toEqual(profile);
    expect(me.headers.get("etag")).toBe(`"${me.json.version}"`);
    expect((await api.get(`${PROFILES}/me`, { "if-none-match": '"1"' })).status).toBe(200);
  });

  test("one profile, with 304 for a version the caller has", async () => {
    const api = await platform.as("get-one");
    const profile = await create(api, "Get One");
    const path = `${PROFILES}/${profile.id}`;
    expect((await api.get(path)).json).toEqual(profile);
    expect((await api.get(path.toUpperCase().replace("/API/V1/PROFILES", PROFILES))).json).toEqual(
      profile,
    );
    const same = await api.get(path, { "if-none-match": '"1"' });
    expect(same.status).toBe(304);
    expect(same.text).toBe("");
    expect(same.headers.get("etag")).toBe('"1"');
    expect((await api.get(path, { "if-none-match": '"0", W/"1"' })).status).toBe(304);
    expect((await api.get(path, { "if-none-match": '"2"' })).status).toBe(200);
  });

  test("another's published profile without its private fields", async () => {
    const owner = await platform.as("visit-owner");
    const visitor = await platform.as("visit-guest");
    const profile = await create(owner, "Pub Lic", {
      contactEmail: "a@example.com",
      contactPhone: "+14155550123",
      showPhone: true,
    });
    const path = `${PROFILES}/${profile.id}`;
    expect((await visitor.get(path)).status).toBe(404);
    await owner.patch(path, { isPublic: true });
    const seen = await visitor.get(path);
    expect(seen.status).toBe(200);
    expect(seen.headers.get("etag")).toBeNull();
    expect(seen.headers.get("vary")).toContain("Authorization");
    expect(seen.json).toMatchObject({
      id: profile.id,
      contactEmail: null,
      contactPhone: "+14155550123",
      ...{ showEmail: false, showPhone: true },
    });
    for (const hidden of ["owner", "version", "isPrimary", "mcpDiscoverable"]) {
      expect(seen.json).not.toHaveProperty(hidden);
    }
    await owner.patch(path, { isPublic: false });
    expect((await visitor.get(path)).status).toBe(404);
  });
});

describe("delete", () => {
  test("is gone for every read at once, and the oldest remaining becomes primary", async () => {
    const api = await platform.as("delete");
    const first = await create(api, "Del One");
    const second = await create(api, "Del Two");
    const third = await create(api, "Del Three");
    const gone = await api.delete(`${PROFILES}/${first.id}`);
    expect(gone.status).toBe(204);
    expect(gone.text).toBe("");
    expect((await api.get(`${PROFILES}/${first.id}`)).status).toBe(404);
    expect((await api.delete(`${PROFILES}/${first.id}`)).status).toBe(404);
    expect((await api.patch(`${PROFILES}/${first.id}`, { bio: "x" })).status).toBe(404);
    const me = await api.get(`${PROFILES}/me`);
    expect(me.json).toMatchObject({ id: second.id, isPrimary: true, version: 2 });
    const all = await api.get(`${PROFILES}/all`);
    expect(all.json.map(({ id }: { id: string }) => id)).toEqual([second.id, third.id]);
  });

  test("takes the last profile too, and the name can be used again", async () => {
    const api = await platform.as("delete-last");
    const only = await create(api, "Only One");
    expect((await api.delete(`${PROFILES}/${only.id}`)).status).toBe(204);
    expect((await api.get(`${PROFILES}/me`)).status).toBe(404);
    expect((await api.get(`${PROFILES}/all`)).json).toEqual([]);
    const again = await create(api, "Only One");
    expect(again).toMatchObject({ slug: "only-one", isPrimary: true });
    await api.patch(`${PROFILES}/${again.id}`, { isPublic: true });
    expect((await api.delete(`${PROFILES}/${again.id}`)).status).toBe(204);
    expect((await create(api, "Only One")).slug).toBe("only-one");
    const other = await platform.as("delete-last-other");
    expect((await create(other, "Only One")).slug).toMatch(/^only-one-/);
  });

  test("honours If-Match", async () => {
    const api = await platform.as("delete-match");
    const { id } = await create(api, "If Match");
    const refused = await api.delete(`${PROFILES}/${id}`, { "if-match": '"9"' });
    expect(refused.status).toBe(412);
    expect(refused.json.code).toBe("version_mismatch");
    expect((await api.delete(`${PROFILES}/${id}`, { "if-match": '"1"' })).status).toBe(204);
  });
});

describe("system routes", () => {
  test("health and the OpenAPI document need no credential", async () => {
    const health = await fetch(`${platform.url}/health`);
    expect(await health.json()).toEqual({ status: "ok" });
    const document = await (await fetch(`${platform.url}/openapi.json`)).json();
    expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: platform.url }] });
  });

  test("the OpenAPI document may be kept, and says when it is current", async () => {
    const { headers } = await fetch(`${platform.url}/openapi.json`);
    const etag = headers.get("etag") ?? "";
    expect([headers.get("cache-control"), etag[0]]).toEqual(["no-cache", '"']);
    const held = { "if-none-match": etag };
    const again = await fetch(`${platform.url}/openapi.json`, { headers: held });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });
});
