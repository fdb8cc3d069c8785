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

async function given(account: string, more: object = {}) {
  const api: ApiClient = await platform.as(account);
  const { json } = await api.post(PROFILES, { name: account, title: "Realtor", ...more });
  return { api, profile: json, path: `${PROFILES}/${json.id}` };
}

describe("fields", () => {
  test("every field can be changed, and null clears", async () => {
    const { api, profile, path } = await given("patch-fields");
    const change = {
      name: "New Name",
      title: "Speaker",
      company: "Acme",
      bio: "Bio",
      location: "Rome",
      vertical: "events",
      skills: ["a", "b"],
      contactEmail: "x@example.com",
      contactPhone: "+14155550123",
      showEmail: true,
      showPhone: true,
      mcpDiscoverable: false,
      slug: "patched-slug",
      isPublic: true,
    };
    const changed = await api.patch(path, change);
    expect(changed.status, changed.text).toBe(200);
    expect(changed.json).toMatchObject({ ...change, version: 2, headline: "Speaker at Acme" });
    expect(changed.json.createdAt).toBe(profile.createdAt);
    expect(changed.headers.get("etag")).toBe('"2"');
    expect((await api.get(path)).json).toEqual(changed.json);
    const cleared = await api.patch(path, {
      company: null,
      bio: null,
      location: null,
      vertical: null,
      skills: null,
      contactEmail: null,
      contactPhone: null,
      showEmail: null,
      showPhone: null,
      mcpDiscoverable: null,
    });
    expect(cleared.json).toMatchObject({
      company: "",
      bio: "",
      location: "",
      vertical: "",
      skills: [],
      contactEmail: null,
      contactPhone: null,
      showEmail: false,
      showPhone: false,
      mcpDiscoverable: true,
      headline: "Speaker",
      name: "New Name",
    });
  });

  test("the headline is generated until a text is set, and again after null or an empty text", async () => {
    const { api, path } = await given("patch-headline", { company: "Acme" });
    expect((await api.patch(path, { headline: "Mine" })).json.headline).toBe("Mine");
    expect((await api.patch(path, { title: "Broker" })).json.headline).toBe("Mine");
    expect((await api.patch(path, { headline: null })).json.headline).toBe("Broker at Acme");
    expect((await api.patch(path, { headline: "Mine" })).json.headline).toBe("Mine");
    expect((await api.patch(path, { headline: "" })).json.headline).toBe("Broker at Acme");
  });

  test("a change that changes nothing keeps the version", async () => {
    const { api, profile, path } = await given("patch-nothing");
    platform.calls.length = 0;
    expect((await api.patch(path, {})).json).toEqual(profile);
    expect((await api.patch(path, { name: "patch-nothing" })).json).toEqual(profile);
    const operations = platform.calls.map(({ operation }) => operation);
    expect(operations.filter((operation) => operation !== "UpdateItem")).toEqual([
      "Query",
      "Query",
    ]);
  });

  test("takes merge-patch+json and forms", async () => {
    const { api, path } = await given("patch-types");
    const merge = await api.call("PATCH", path, {
      headers: { "content-type": "application/merge-patch+json; charset=utf-8" },
      body: '{"bio":"merged"}',
    });
    expect(merge.json.bio).toBe("merged");
    const form = await api.form("PATCH", path, { bio: "", location: "Oslo", isPublic: "true" });
    expect(form.json).toMatchObject({ bio: "", location: "Oslo", isPublic: true });
  });

  test("a slug can be taken once, is refused when reserved, and returns to its owner", async () => {
    const { api, path } = await given("slug-owner");
    const other = await given("slug-other");
    await api.patch(path, { isPublic: true });
    expect((await api.patch(path, { slug: "fine-slug" })).status).toBe(200);
    const taken = await other.api.patch(other.path, { slug: "fine-slug" });
    expect(taken.status).toBe(409);
    expect(taken.json.code).toBe("slug_taken");
    const reserved = await api.patch(path, { slug: "admin" });
    expect(reserved.json.detail).toEqual([
      { loc: ["body", "slug"], msg: "Is a reserved word.", type: "reserved" },
    ]);
    expect((await api.patch(path, { slug: "next-slug" })).status).toBe(200);
    expect((await other.api.patch(other.path, { slug: "fine-slug" })).status).toBe(409);
    expect((await api.patch(path, { slug: "fine-slug" })).json.slug).toBe("fine-slug");
  });

  test("a slug that was never public is free for others at once", async () => {
    const { api, path } = await given("slug-draft");
    const other = await given("slug-waiting");
    await api.patch(path, { slug: "draft-slug" });
    await api.patch(path, { slug: "other-slug" });
    expect((await other.api.patch(other.path, { slug: "draft-slug" })).json.slug).toBe(
      "draft-slug",
    );
  });

  test("making a profile primary takes it from the former one", async () => {
    const { api, profile, path } = await given("primary-one");
    const second = (await api.post(PROFILES, { name: "Two", title: "T" })).json;
    const moved = await api.patch(`${PROFILES}/${second.id}`, { isPrimary: true });
    expect(moved.json).toMatchObject({ isPrimary: true, version: 2 });
    expect((await api.get(path)).json).toMatchObject({ isPrimary: false, version: 2 });
    expect((await api.get(`${PROFILES}/me`)).json.id).toBe(second.id);
    const primary = `${PROFILES}/${second.id}`;
    expect((await api.patch(primary, { isPrimary: false })).status).toBe(422);
    expect((await api.patch(path, { isPrimary: false })).json.version).toBe(2);
    expect(profile.isPrimary).toBe(true);
  });
});

describe("sections", () => {
  test("arrays replace the whole list and entries keep their ids", async () => {
    const { api, path } = await given("sections");
    const first = await api.patch(path, {
      socialLinks: [
        { platform: "linkedin", url: "https://www.linkedin.com/in/jane" },
        { platform: "website", url: "https://jane.example" },
      ],
      workExperiences: [
        { jobTitle: "Agent", company: "Acme", startDate: "2019-04", endDate: null },
        { jobTitle: "Boss", company: "Acme", startDate: "2021", endDate: "2022-01", location: "X" },
      ],
      education: [{ institution: "MIT", degree: "BSc" }],
    });
    expect(first.status, first.text).toBe(200);
    const [linkedin, website] = first.json.socialLinks;
    expect(linkedin).toMatchObject({ platform: "linkedin", username: "jane", displayOrder: 0 });
    expect(first.json.workExperiences[0]).toEqual({
      id: expect.any(String),
      jobTitle: "Agent",
      company: "Acme",
      location: "",
      startDate: "2019-04",
      endDate: null,
      description: "",
      displayOrder: 0,
    });
    expect(first.json.education[0]).toMatchObject({
      fieldOfStudy: "",
      startDate: null,
      endDate: null,
    });
    const second = await api.patch(path, { socialLinks: [{ ...website, displayOrder: 0 }] });
    expect(second.json.socialLinks).toEqual([{ ...website, displayOrder: 0 }]);
    expect(second.json.workExperiences).toEqual(first.json.workExperiences);
    const third = await api.patch(path, {
      socialLinks: null,
      workExperiences: [],
      education: null,
    });
    expect(third.json).toMatchObject({ socialLinks: [], workExperiences: [], education: [] });
    expect((await api.get(path)).json).toEqual(third.json);
  });

  test("refuses ids of no entry, wrong dates, unsafe addresses, and too many entries", async () => {
    const { api, path } = await given("sections-bad");
    const cases: [object, (string | number)[], string][] = [
      [
        {
          socialLinks: [
            { id: "0190c0de-0000-7000-8000-000000000000", platform: "x", url: "https://x.com/a" },
          ],
        },
        ["body", "socialLinks", 0, "id"],
        "unknown_entry",
      ],
      [
        { socialLinks: [{ platform: "x", url: "javascript:alert(1)" }] },
        ["body", "socialLinks", 0, "url"],
        "invalid_url",
      ],
      [
        { socialLinks: [{ platform: "x", url: "https://me:pw@x.com/" }] },
        ["body", "socialLinks", 0, "url"],
        "invalid_url",
      ],
      [
        {
          workExperiences: [
            { jobTitle: "A", company: "B", startDate: "2020-05", endDate: "2020-04" },
          ],
        },
        ["body", "workExperiences", 0, "endDate"],
        "end_before_start",
      ],
      [
        { workExperiences: [{ jobTitle: "A", company: "B", startDate: "2020-13" }] },
        ["body", "workExperiences", 0, "startDate"],
        "invalid_format",
      ],
      [{ education: [{ degree: "B" }] }, ["body", "education", 0, "institution"], "missing"],
      [{ education: Array(51).fill({ institution: "I" }) }, ["body", "education"], "too_long"],
    ];
    for (const [change, loc, type] of cases) {
      const { status, json } = await api.patch(path, change);
      expect(status).toBe(422);
      expect(json.detail).toEqual([{ loc, msg: expect.any(String), type }]);
    }
    expect((await api.get(path)).json.version).toBe(1);
  });

  test("at most 90 entries change in one request, and 200 KB fit in a profile", async () => {
    const { api, path } = await given("sections-many");
    const education = Array.from({ length: 50 }, (_, n) => ({ institution: `School ${n}` }));
    const socialLinks = Array.from({ length: 41 }, (_, n) => ({
      platform: "website",
      url: `https://site${n}.example`,
    }));
    const many = await api.patch(path, { education, socialLinks });
    expect(many.json.detail[0]).toMatchObject({ loc: ["body"], type: "too_many_changes" });
    const most = await api.patch(path, { education, socialLinks: socialLinks.slice(1) });
    expect(most.status, most.text).toBe(200);
    expect(most.json.education).toHaveLength(50);
    expect(
      most.json.education.map(({ institution }: { institution: string }) => institution),
    ).toEqual(education.map(({ institution }) => institution));
    const description = "€".repeat(2_000);
    const large = await api.patch(path, {
      workExperiences: Array(40).fill({
        jobTitle: "A",
        company: "B",
        startDate: "2020",
        description,
      }),
    });
    expect(large.json.detail[0]).toMatchObject({ loc: ["body"], type: "profile_too_large" });
  });
});

describe("If-Match", () => {
  test("applies to the version named only", async () => {
    const { api, path } = await given("if-match");
    expect((await api.patch(path, { bio: "a" }, { "if-match": '"1"' })).status).toBe(200);
    const stale = await api.patch(path, { bio: "b" }, { "if-match": '"1"' });
    expect(stale.status).toBe(412);
    expect((await api.patch(path, { bio: "b" }, { "if-match": 'W/"2"' })).status).toBe(412);
    expect((await api.patch(path, { bio: "b" }, { "if-match": "*" })).status).toBe(200);
    expect((await api.get(path)).json).toMatchObject({ bio: "b", version: 3 });
  });
});
