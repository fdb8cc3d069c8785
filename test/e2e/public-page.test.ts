import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, ApiClient } from "../support/api-client.ts";
import { jpeg, png } from "../support/images.ts";
import { readVcard } from "../support/read-vcard.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let owner: ApiClient;
let anyone: ApiClient;
beforeAll(async () => {
  platform = await sharedPlatform();
  owner = await platform.as("page-owner");
  anyone = new ApiClient(platform.url);
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const UNKNOWN = "0190c0de-0000-7000-8000-000000000000";
const page = (identifier: string) => `${PROFILES}/p/${identifier}`;
const vcf = (id: string) => `/api/v1/contacts/${id}/vcf`;

async function created(fields: object = {}) {
  const { json, status } = await owner.post(PROFILES, { name: "Jane Doe", title: "T", ...fields });
  expect(status).toBe(201);
  return { id: json.id as string, slug: json.slug as string, path: `${PROFILES}/${json.id}` };
}

async function published(fields: object = {}, name = "Jane Doe") {
  const profile = await created({ name });
  const { status } = await owner.patch(profile.path, { isPublic: true, ...fields });
  expect(status).toBe(200);
  return profile;
}

/** What a reader can tell apart, without the request's own id. */
async function seen(path: string): Promise<string> {
  const { status, text } = await anyone.get(path);
  return `${status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
}

describe("publishing", () => {
  test("makes a profile public; doing it again changes nothing", async () => {
    const { id, path } = await created();
    const first = await owner.call("POST", `${path}/publish`);
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({ id, isPublic: true, version: 2, showEmail: false });
    expect(first.headers.get("etag")).toBe('"2"');
    const again = await owner.call("POST", `${path}/publish`);
    expect(again.json).toEqual(first.json);
    expect((await anyone.get(page(id))).status).toBe(200);
  });

  test("honours If-Match", async () => {
    const { id, path } = await created();
    const at = (tag: string) =>
      owner.call("POST", `${path}/publish`, { headers: { "if-match": tag } });
    expect((await at('"7"')).status).toBe(412);
    expect((await anyone.get(page(id))).status).toBe(404);
    expect((await at('"1"')).json).toMatchObject({ isPublic: true, version: 2 });
  });

  test("is the owner's alone", async () => {
    const { path } = await created();
    const other = await platform.as("page-other");
    expect((await other.call("POST", `${path}/publish`)).status).toBe(404);
    expect((await owner.get(path)).json).toMatchObject({ isPublic: false, version: 1 });
  });

  test("and hiding again count at once", async () => {
    const { id, slug, path } = await published();
    for (const address of [page(id), page(slug), vcf(id)]) {
      expect((await anyone.get(address)).status).toBe(200);
      await owner.patch(path, { isPublic: false });
      expect((await anyone.get(address)).status).toBe(404);
      await owner.patch(path, { isPublic: true });
      expect((await anyone.get(address)).status).toBe(200);
    }
  });
});

describe("the public page", () => {
  test("has the public shape, by id and by slug", async () => {
    const { id, slug, path } = await published({
      skills: ["TypeScript", "Go"],
      workExperiences: [{ jobTitle: "Dev", company: "Acme", startDate: "2020-01" }],
      socialLinks: [{ platform: "github", url: "https://github.com/jane" }],
    });
    const own = (await owner.get(path)).json;
    const { isPrimary, version, mcpDiscoverable, takedown, ...common } = own;
    const byId = await anyone.get(page(id));
    expect(byId.status).toBe(200);
    const url = "https://github.com/jane";
    expect(byId.json).toEqual({
      ...common,
      workExperience: own.workExperiences,
      skills: [{ name: "TypeScript" }, { name: "Go" }],
      socialLinks: [
        {
          ...{ id: own.socialLinks[0].id, platform: "github", username: "jane" },
          ...{ url, full_url: url, display_order: 0 },
        },
      ],
    });
    expect((await anyone.get(page(slug))).text).toBe(byId.text);
    expect((await anyone.get(page(id.toUpperCase()))).text).toBe(byId.text);
    expect((await anyone.get(page(slug.toUpperCase()))).text).toBe(byId.text);
    expect(byId.text).not.toContain("page-owner");
  });

  test.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])("and the card show contact data only as wished: e-mail %s, phone %s", async (showEmail, showPhone) => {
    const contact = { contactEmail: "jane@example.com", contactPhone: "+14155550123" };
    const { id } = await published({ ...contact, showEmail, showPhone });
    const { json, text } = await anyone.get(page(id));
    expect([json.contactEmail, json.contactPhone]).toEqual([
      showEmail ? contact.contactEmail : null,
      showPhone ? contact.contactPhone : null,
    ]);
    expect(json).toMatchObject({ showEmail, showPhone });
    const card = (await anyone.get(vcf(id))).text;
    for (const answer of [text, card]) {
      expect(answer.includes(contact.contactEmail)).toBe(showEmail);
      expect(answer.includes(contact.contactPhone)).toBe(showPhone);
    }
  });

  test("may be kept, is asked for each time, and is told apart from every other", async () => {
    const [one, other] = [await published(), await published()];
    const first = await anyone.get(page(one.id));
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]{20,}"$/);
    expect(first.headers.get("cache-control")).toBe("no-cache");
    expect(first.headers.get("vary")).not.toMatch(/authorization/i);
    const held = { "if-none-match": tag };
    const same = await anyone.get(page(one.slug), held);
    expect([same.status, same.text, same.headers.get("etag")]).toEqual([304, "", tag]);
    const card = await anyone.get(vcf(one.id));
    const heldCard = await anyone.get(vcf(one.id), {
      "if-none-match": card.headers.get("etag") ?? "",
    });
    expect([heldCard.status, heldCard.headers.get("content-type")]).toEqual([
      304,
      card.headers.get("content-type"),
    ]);
    expect((await anyone.get(page(other.id), held)).status).toBe(200);
    expect((await anyone.get(vcf(one.id), held)).status).toBe(200);
    await owner.patch(one.path, { bio: "new" });
    const changed = await anyone.get(page(one.id), held);
    expect([changed.status, changed.json.bio]).toEqual([200, "new"]);
    const next = { "if-none-match": changed.headers.get("etag") ?? "" };
    const link = { platform: "github", url: "https://github.com/jane" };
    await owner.post(`${one.path}/social-links`, link);
    expect((await anyone.get(page(one.id), next)).json.socialLinks).toHaveLength(1);
    await owner.patch(one.path, { isPublic: false });
    const hidden = await anyone.get(page(one.id), held);
    expect([hidden.status, hidden.headers.get("cache-control")]).toEqual([404, "no-store"]);
  });

  test("of a draft reads as an unknown one", async () => {
    const { id, slug } = await created();
    const unknown = await seen(page(UNKNOWN));
    expect(unknown).toMatch(/^404 .*"profile_not_found"/);
    expect(await seen(page(id))).toBe(unknown);
    expect(await seen(page(slug))).toBe(unknown);
    expect(await seen(page("nobody-has-this"))).toBe(unknown);
    expect(await seen(vcf(id))).toBe(await seen(vcf(UNKNOWN)));
  });

  test.each([
    ["a space", "%20"],
    ["dots", "%2e%2e"],
    ["a slash", "a%2Fb"],
    ["a dash", "-"],
    ["two dashes", "a--b"],
    ["a separator of keys", "jane%23doe"],
    ["a control character", "%00"],
    ["other letters", "ünï"],
    ["too many letters", "a".repeat(3_000)],
  ])("of a name that cannot be is 404: %s", async (_, identifier) => {
    expect((await anyone.get(page(identifier))).status).toBe(404);
  });

  test("of a removed profile is 410 if it was ever public, and 404 if not", async () => {
    const [shown, draft] = [await published(), await created()];
    await owner.patch(shown.path, { isPublic: false });
    for (const { path } of [shown, draft]) expect((await owner.delete(path)).status).toBe(204);
    for (const address of [page(shown.id), page(shown.slug), vcf(shown.id)]) {
      const { status, json } = await anyone.get(address);
      expect({ status, ...json }).toMatchObject({
        ...{ status: 410, detail: "Profile removed", code: "profile_removed" },
      });
    }
    for (const address of [page(draft.id), page(draft.slug), vcf(draft.id)]) {
      expect((await anyone.get(address)).status).toBe(404);
    }
  });
});

describe("an old slug", () => {
  test("leads to the profile, and only while it is public", async () => {
    const { id, slug, path } = await published();
    const renamed = `renamed-${id.slice(-12)}`;
    expect((await owner.patch(path, { slug: renamed })).status).toBe(200);
    const moved = await anyone.get(page(slug));
    expect([moved.status, moved.text]).toEqual([301, ""]);
    expect(moved.headers.get("location")).toBe(`${platform.url}${page(renamed)}`);
    expect(moved.headers.get("cache-control")).toBe("no-cache");
    expect((await anyone.get(page(renamed))).json).toMatchObject({ id, slug: renamed });
    expect((await anyone.get(page(id))).status).toBe(200);
    await owner.patch(path, { isPublic: false });
    expect((await anyone.get(page(slug))).status).toBe(404);
    await owner.delete(path);
    expect((await anyone.get(page(slug))).status).toBe(410);
  });

  test("is its owner's for 30 days; then another may claim it, and it leads there", async () => {
    const { id, slug, path } = await published();
    await owner.patch(path, { slug: `moved-${id.slice(-12)}` });
    const other = await platform.as("page-claimer");
    const { json } = await other.post(PROFILES, { name: "Claimer", title: "T" });
    const claim = () => other.patch(`${PROFILES}/${json.id}`, { slug, isPublic: true });
    expect([(await claim()).status, (await anyone.get(page(slug))).status]).toEqual([409, 301]);
    const released = (await platform.items()).find(({ pk }) => pk === `SLUG#${slug}`);
    const daysLeft = (Number(released?.reservedUntil) * 1_000 - Date.now()) / 86_400_000;
    expect(daysLeft).toBeGreaterThan(29.9);
    expect(daysLeft).toBeLessThan(30.1);
    await platform.putItems([{ ...released, reservedUntil: Math.floor(Date.now() / 1_000) - 1 }]);
    expect((await anyone.get(page(slug))).status).toBe(404);
    expect((await claim()).status).toBe(200);
    expect((await anyone.get(page(slug))).json.id).toBe(json.id);
    expect((await anyone.get(page(id))).status).toBe(200);
  });

  test("stays its owner's when a draft takes it and drops it again, and leads on meanwhile", async () => {
    const { id, slug, path } = await published();
    const renamed = `kept-${id.slice(-12)}`;
    await owner.patch(path, { slug: renamed });
    const draft = (await owner.post(PROFILES, { name: "Draft", title: "T" })).json;
    expect((await owner.patch(`${PROFILES}/${draft.id}`, { slug })).status).toBe(200);
    expect((await anyone.get(page(slug))).status).toBe(301);
    await owner.delete(`${PROFILES}/${draft.id}`);
    expect((await anyone.get(page(slug))).headers.get("location")).toBe(
      `${platform.url}${page(renamed)}`,
    );
    const other = await platform.as("page-heir");
    const { json } = await other.post(PROFILES, { name: "Heir", title: "T" });
    expect((await other.patch(`${PROFILES}/${json.id}`, { slug })).status).toBe(409);
  });

  test("is not given to a new profile of the same name while it leads to the former one", async () => {
    const name = "Once Again";
    const { id, slug, path } = await published({}, name);
    await owner.patch(path, { slug: `away-${id.slice(-12)}` });
    const again = await owner.post(PROFILES, { name, title: "T" });
    expect(again.json.slug).toMatch(new RegExp(`^${slug}-`));
    expect((await anyone.get(page(slug))).status).toBe(301);
    await owner.delete(path);
    const heir = await owner.post(PROFILES, { name, title: "T" });
    expect(heir.json.slug).toBe(slug);
    expect((await anyone.get(page(slug))).status).toBe(410);
  });

  test("of a draft is free for all at once, though the profile was public before", async () => {
    const { id, path } = await published();
    await owner.patch(path, { isPublic: false, slug: `squat-${id.slice(-12)}` });
    await owner.patch(path, { slug: `next-${id.slice(-12)}` });
    const other = await platform.as("page-taker");
    const { json } = await other.post(PROFILES, { name: "Taker", title: "T" });
    const taken = await other.patch(`${PROFILES}/${json.id}`, { slug: `squat-${id.slice(-12)}` });
    expect(taken.status).toBe(200);
  });

  test("that never was public leads nowhere", async () => {
    const { id, slug, path } = await created();
    await owner.patch(path, { slug: `first-public-${id.slice(-12)}` });
    await owner.call("POST", `${path}/publish`);
    expect((await anyone.get(page(slug))).status).toBe(404);
  });
});

describe("the card to save", () => {
  test("is a file a phone takes", async () => {
    const form = { name: "Jörg Weiß", title: "Engineer", photo: await jpeg() };
    const { json } = await owner.form("POST", PROFILES, form);
    const { id, slug, photo } = json;
    const socialLinks = [{ platform: "github", url: "https://github.com/jw" }];
    const more = { company: "Müller; Söhne", bio: "One\nEND:VCARD\nTwo", location: "Köln, DE" };
    await owner.patch(`${PROFILES}/${id}`, { isPublic: true, socialLinks, ...more });
    const { headers, text, status } = await anyone.get(vcf(id));
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/vcard; charset=utf-8");
    expect(headers.get("content-disposition")).toBe(`attachment; filename="${slug}.vcf"`);
    expect(headers.get("cache-control")).toBe("no-cache");
    const card = new Map(readVcard(text).map(({ name, value }) => [name, value]));
    const image = Buffer.from(await (await fetch(photo.sizes[256])).arrayBuffer());
    expect(Object.fromEntries(card)).toMatchObject({
      ...{ FN: "Jörg Weiß", N: ["Weiß", "Jörg", "", "", ""], TITLE: "Engineer" },
      ...{ ORG: "Müller; Söhne", NOTE: "One\nEND:VCARD\nTwo", UID: `urn:uuid:${id}` },
      ...{ ADR: ["", "", "", "Köln, DE", "", "", ""], PHOTO: image.toString("base64") },
      ...{ "ITEM1.URL": "https://github.com/jw", URL: `${platform.url}/p/${id}` },
    });
    expect(card.has("EMAIL") || card.has("TEL")).toBe(false);
    const again = await anyone.get(vcf(id), { "if-none-match": headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
  });

  test("has two versions, told apart, and each is gone with what it shows", async () => {
    const { json } = await owner.form("POST", PROFILES, {
      name: "J",
      title: "T",
      photo: await jpeg(),
    });
    const path = `${PROFILES}/${json.id}`;
    await owner.call("POST", `${path}/publish`);
    const cards = ["", "?version=3.0", "?version=4.0"].map((query) => vcf(json.id) + query);
    const read = () => Promise.all(cards.map((card) => anyone.get(card)));
    const [usual, three, four] = (await read()) as [Answer, Answer, Answer];
    expect(three.text).toBe(usual.text);
    expect(three.headers.get("etag")).toBe(usual.headers.get("etag"));
    expect(four.headers.get("etag")).not.toBe(usual.headers.get("etag"));
    expect(four.headers.get("content-type")).toBe("text/vcard; version=4.0; charset=utf-8");
    const held = { "if-none-match": usual.headers.get("etag") ?? "" };
    expect((await anyone.get(cards[2] as string, held)).status).toBe(200);
    expect(readVcard(four.text, "4.0")).toContainEqual({
      name: "PHOTO",
      value: expect.stringMatching(/^data:image\/jpeg;base64,\/9j\//),
    });
    await owner.delete(`${path}/photo`);
    for (const { text } of await read()) expect(text).not.toContain("PHOTO");
    await owner.form("PATCH", path, { photo: await png() });
    for (const { text } of await read()) expect(text).toContain("PHOTO");
    await owner.delete(path);
    for (const { status } of await read()) expect(status).toBe(410);
  });

  test("of what is no id, or of another version, is 422", async () => {
    expect((await anyone.get(vcf("jane"))).status).toBe(422);
    for (const version of ["2.1", "4", "latest"]) {
      expect((await anyone.get(`${vcf(UNKNOWN)}?version=${version}`)).status).toBe(422);
    }
  });
});
