import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiClient } from "../support/api-client.ts";
import { jpeg } from "../support/images.ts";
import { readVcard } from "../support/read-vcard.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const FORMATS = ["json", "json-resume", "vcard", "json-ld"] as const;
const TYPES = {
  json: ["application/json", ".profile.json"],
  "json-resume": ["application/json", ".resume.json"],
  vcard: ["text/vcard; charset=utf-8", ".vcf"],
  "json-ld": ["application/ld+json", ".jsonld"],
} as const;

const EMAIL = "zoe@example.com";
const PHONE = "+14155550123";
/** All that one writes, in the form in which it is answered. */
const WRITTEN = {
  ...{ name: "Zoë Łoś", title: "Dev", company: "Acme", bio: "One\nTwo", location: "Köln, DE" },
  ...{ vertical: "law", headline: "Own line", skills: ["Go", "日本語"] },
  ...{ contactEmail: EMAIL, contactPhone: PHONE, showEmail: true, showPhone: false },
  mcpDiscoverable: false,
  workExperiences: [
    {
      ...{ jobTitle: "Agent", company: "Old", location: "Oslo", startDate: "2010" },
      ...{ endDate: null, description: "Sold.", displayOrder: 0 },
    },
  ],
  education: [
    {
      ...{ institution: "MIT", degree: "BSc", fieldOfStudy: "Law", startDate: null },
      ...{ endDate: "2004-06", description: "Thesis.", displayOrder: 0 },
    },
  ],
  socialLinks: [
    { platform: "github", url: "https://github.com/zoe", username: "zoe", displayOrder: 0 },
  ],
};

let platform: TestPlatform;
let owner: ApiClient;
let anyone: ApiClient;
let program: ApiClient;
let profile: { id: string; slug: string; path: string; photoUrl: string };
beforeAll(async () => {
  platform = await sharedPlatform();
  owner = await platform.as("export-owner");
  anyone = new ApiClient(platform.url);
  program = platform.withKey((await platform.issueKey("export-owner")).key);
  const form = { name: WRITTEN.name, title: WRITTEN.title, photo: await jpeg() };
  const { id } = (await owner.form("POST", PROFILES, form)).json;
  const path = `${PROFILES}/${id}`;
  const { status, json } = await owner.patch(path, { ...WRITTEN, isPublic: true });
  expect(status).toBe(200);
  profile = { id, slug: json.slug, path, photoUrl: json.photoUrl };
});
afterAll(() => platform.stop());

const exported = (query: string) => owner.get(`${profile.path}/export${query}`);
const shown = (query: string, headers = {}) =>
  anyone.get(`${PROFILES}/p/${profile.id}${query}`, headers);

describe("an export", () => {
  test("in our own format holds all that one writes, and the picture", async () => {
    const { status, json, headers, text } = await exported("");
    expect(status).toBe(200);
    expect(json).toMatchObject({
      ...{ format: "profiles-api/profile", version: 1, profile: WRITTEN },
      source: { id: profile.id, slug: profile.slug, isPublic: true, isPrimary: true },
      photo: { url: profile.photoUrl, mediaType: "image/jpeg" },
    });
    const stored = await fetch(profile.photoUrl);
    const picture = Buffer.from(await stored.arrayBuffer());
    expect(Buffer.from(json.photo.data, "base64").equals(picture)).toBe(true);
    expect(headers.get("x-profile-not-exported")).toBeNull();
    expect((await exported("?format=json")).text).toBe(text);
    // What was exported is taken as a change.
    const taken = await owner.patch(profile.path, json.profile);
    expect(taken.status).toBe(200);
    expect(taken.json).toMatchObject(WRITTEN);
  });

  test.each([
    ["json", null],
    [
      "json-resume",
      "company, headline, vertical, showEmail, mcpDiscoverable, education.description",
    ],
    ["vcard", "headline, vertical, skills, showEmail, mcpDiscoverable, workExperiences, education"],
    [
      "json-ld",
      "vertical, showEmail, mcpDiscoverable, workExperiences.description, education.description, socialLinks.platform",
    ],
  ] as const)("as %s is a file with a name and a type, which does not hold %s", async (format, lost) => {
    // People and programs get the same.
    const caller = format === "json-resume" ? program : owner;
    const { status, headers, text } = await caller.get(`${profile.path}/export?format=${format}`);
    expect(status).toBe(200);
    const [type, ending] = TYPES[format];
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="${profile.slug}${ending}"; filename*=UTF-8''Zo%C3%AB%20%C5%81o%C5%9B${ending}`,
    );
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(headers.get("x-profile-not-exported")).toBe(lost);
    // An owner's file has what is not shown.
    expect([text.includes(EMAIL), text.includes(PHONE)]).toEqual([true, true]);
  });

  test("is a vCard 4.0 when asked for, with the picture", async () => {
    const { text, headers } = await exported("?format=vcard&version=4.0");
    const card = new Map(readVcard(text, "4.0").map(({ name, value }) => [name, value]));
    expect(card.get("FN")).toBe(WRITTEN.name);
    expect(text).toMatch(/^PHOTO:data:image\/jpeg;base64,\/9j\//m);
    expect(headers.get("content-type")).toBe("text/vcard; version=4.0; charset=utf-8");
  });

  test("of a draft leads nowhere that is not there", async () => {
    const { json } = await owner.post(PROFILES, { name: "Draft", title: "T" });
    for (const format of ["json-ld", "vcard"]) {
      const { status, text } = await owner.get(`${PROFILES}/${json.id}/export?format=${format}`);
      expect(status).toBe(200);
      expect(text).not.toContain(platform.url);
    }
  });

  test.each([
    ["?format=docx", "format"],
    ["?format=JSON", "format"],
    ["?format=vcard&version=2.1", "version"],
    ["?format=json&version=4.0", "version"],
  ])("%s is 422", async (query, field) => {
    const { status, json } = await (query.includes("vcard") ? shown : exported)(query);
    expect([status, json.detail[0].loc]).toEqual([422, ["query", field]]);
  });

  test("is 304 for who has this version", async () => {
    const { headers } = await exported("?format=json-resume");
    const held = { "if-none-match": headers.get("etag") ?? "" };
    expect((await owner.get(`${profile.path}/export?format=json-resume`, held)).status).toBe(304);
  });
});

describe("a public profile", () => {
  test.each(FORMATS)("is there as %s, with nothing that is not shown", async (format) => {
    const { status, headers, text } = await shown(`?format=${format}`);
    expect(status).toBe(200);
    const [type, ending] = TYPES[format];
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="${profile.slug}${ending}"`,
    );
    expect(headers.get("cache-control")).toBe("no-cache");
    expect([text.includes(EMAIL), text.includes(PHONE)]).toEqual([true, false]);
    for (const own of ["export-owner", "isPrimary", "mcpDiscoverable", "isPublic"]) {
      expect(text).not.toContain(own);
    }
    const held = { "if-none-match": headers.get("etag") ?? "" };
    const same = await shown(`?format=${format}`, held);
    expect([same.status, same.headers.get("content-type")]).toEqual([304, type]);
  });

  test("has our own format beside its usual answer, without the picture", async () => {
    const own = await shown("?format=json");
    // Another form of the same is another answer.
    const usual = await shown("", { "if-none-match": own.headers.get("etag") ?? "" });
    expect(usual.json.workExperience).toHaveLength(1);
    expect(usual.headers.get("content-disposition")).toBeNull();
    expect(own.json).toMatchObject({
      format: "profiles-api/profile",
      profile: { skills: WRITTEN.skills, contactPhone: null },
      photo: { url: profile.photoUrl, mediaType: "image/jpeg" },
    });
    expect(own.json.photo).not.toHaveProperty("data");
  });

  test("names where each document is, and leads there", async () => {
    const resume = (await shown("?format=json-resume")).json;
    const again = await fetch(resume.meta.canonical);
    expect(await again.json()).toEqual(resume);
    const { url, mainEntity } = (await shown("?format=json-ld")).json;
    expect(mainEntity.name).toBe(WRITTEN.name);
    const page = await (await fetch(url)).text();
    const [, data = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(data)).toEqual((await shown("?format=json-ld")).json);
  });

  test("as a vCard is the card to save, byte by byte", async () => {
    const card = await anyone.get(`/api/v1/contacts/${profile.id}/vcf?version=4.0`);
    expect((await shown("?format=vcard&version=4.0")).text).toBe(card.text);
  });

  test("by a former slug leads on in the same form, and hidden it is gone in every form", async () => {
    const { json } = await owner.post(PROFILES, { name: "Moved Away", title: "T" });
    const path = `${PROFILES}/${json.id}`;
    await owner.patch(path, { isPublic: true });
    await owner.patch(path, { slug: `moved-${json.id.slice(-12)}` });
    const moved = await anyone.get(
      `${PROFILES}/p/${json.slug}?format=vcard&version=4.0&source=mcp`,
    );
    expect(moved.headers.get("location")).toBe(
      `${platform.url}${PROFILES}/p/moved-${json.id.slice(-12)}?source=mcp&format=vcard&version=4.0`,
    );
    const form = () => anyone.get(`${PROFILES}/p/${json.id}?format=json-resume`);
    expect((await form()).json.basics.name).toBe("Moved Away");
    await owner.patch(path, { isPublic: false });
    expect((await form()).status).toBe(404);
  });
});
