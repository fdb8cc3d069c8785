import { describe, expect, test } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import { entryPatch, listedEntry, newEntry } from "../../../shared/model/profile/entry-schemas.ts";
import { webUrl } from "../../../shared/model/web-url.ts";
import { faultsOf } from "../support/problem-of.ts";

const SocialLinkInput = listedEntry("socialLinks");
const WorkExperienceInput = listedEntry("workExperiences");
const EducationInput = listedEntry("education");
const NewWorkExperience = newEntry("workExperiences");
const WorkExperiencePatch = entryPatch("workExperiences");

const work = { jobTitle: "Chef", company: "Acme", startDate: "2020" };

describe("a web address", () => {
  test.each([
    ["https://example.com", "https://example.com/"],
    ["HTTPS://EXAMPLE.com:443/A", "https://example.com/A"],
    [" https://example.com/ ", "https://example.com/"],
    ["http://bücher.example/ä", "http://xn--bcher-kva.example/%C3%A4"],
    ["https://example.com/?q=a b#c", "https://example.com/?q=a%20b#c"],
    ["https://example.com/?a=\\z#\\", "https://example.com/?a=%5Cz#%5C"],
    ["https:\\\\example.com\\a", "https://example.com/a"],
    ["linkedin.com/in/jane", "https://linkedin.com/in/jane"],
    ["www.example.com:8080?a=b", "https://www.example.com:8080/?a=b"],
    ["bücher.example", "https://xn--bcher-kva.example/"],
    ["//example.com/a", "https://example.com/a"],
  ])("%s is kept as %s", (given, kept) => {
    expect(validate(webUrl(), given, "body")).toBe(kept);
  });

  test.each([
    ...["javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\nscript:alert(1)", " javascript:1"],
    ...["data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "ftp://example.com/"],
    ...["mailto:a@example.com", "blob:https://example.com/x", "view-source:https://example.com"],
    ...["https://user@example.com/", "https://user:password@example.com/", "https://:p@x.com/"],
    ...["https://github.com/bob\n\nX", "https://example.com/\ta", "https://exam\u0000ple.com/"],
    ...["https://a..com/", "https://.com/", "https://。com/"],
    ...["", " ", "/path", "https://", "https://exa mple.com/", "jane", "localhost:3000", "a.b c"],
    ...["jane@example.com", "user:password@example.com", "//user@example.com", ".com", "a..com"],
  ])("%j is refused", (url) => {
    expect(faultsOf(webUrl(), url)).toEqual(["invalid_url at "]);
  });

  test("is measured in the form it is kept in", () => {
    const long = `https://example.com/${"ä".repeat(400)}`;
    expect(faultsOf(webUrl(), long)).toEqual(["invalid_url at "]);
  });
});

describe("dates", () => {
  test.each(["1000", "2020", "2999", "2020-01", "2020-12"])("%s", (startDate) => {
    expect(faultsOf(WorkExperienceInput, { ...work, startDate })).toEqual([]);
  });

  test.each([
    "",
    "20",
    "0999",
    "2020-00",
    "2020-13",
    "2020-1",
    "2020-01-01",
    "2020/01",
    "２０２０",
  ])("%j is none", (startDate) => {
    expect(faultsOf(WorkExperienceInput, { ...work, startDate })).toEqual([
      "invalid_format at startDate",
    ]);
  });

  test.each([
    ["2020", null],
    ["2020", "2020"],
    ["2020-05", "2020"],
    ["2020", "2020-01"],
    ["2020-05", "2020-05"],
    ["2019-12", "2020-01"],
  ])("from %s to %s", (startDate, endDate) => {
    expect(faultsOf(WorkExperienceInput, { ...work, startDate, endDate })).toEqual([]);
    const study = { institution: "MIT", startDate, endDate };
    expect(faultsOf(EducationInput, study)).toEqual([]);
  });

  test.each([
    ["2020", "2019"],
    ["2020-05", "2020-04"],
    ["2020-05", "2019"],
    ["2020", "2019-12"],
  ])("not from %s to %s", (startDate, endDate) => {
    const fault = ["end_before_start at endDate"];
    expect(faultsOf(WorkExperienceInput, { ...work, startDate, endDate })).toEqual(fault);
    expect(faultsOf(EducationInput, { institution: "MIT", startDate, endDate })).toEqual(fault);
  });

  test("an education may have an end alone; work needs a start", () => {
    expect(faultsOf(EducationInput, { institution: "MIT", endDate: "2020" })).toEqual([]);
    expect(faultsOf(WorkExperienceInput, { ...work, startDate: null })).toEqual([
      "string_type at startDate",
    ]);
  });
});

describe("a link", () => {
  const link = (platform: string, url: string) =>
    validate(SocialLinkInput, { platform, url }, "body");

  test.each([
    ["linkedin", "@jane", "https://www.linkedin.com/in/jane"],
    [" instagram ", " @jane.doe ", "https://www.instagram.com/jane.doe"],
    ["tiktok", "@jané", "https://www.tiktok.com/@jan%C3%A9"],
    ["bluesky", "@jane.bsky.social", "https://bsky.app/profile/jane.bsky.social"],
    ["mastodon", "@jane@mastodon.social", "https://mastodon.social/@jane"],
  ])("of %s may be written as %s", (platform, written, url) => {
    expect(link(platform, written)).toMatchObject({ platform: platform.trim(), url });
    expect(validate(entryPatch("socialLinks"), { platform, url: written }, "body")).toMatchObject({
      url,
    });
  });

  test.each([
    ["website", "@jane"],
    ["linkedin", "jane"],
    ["linkedin", "@jane/../x"],
    ["mastodon", "@jane"],
    ["toString", "@jane"],
  ])("of %s may not be written as %s", (platform, url) => {
    expect(faultsOf(SocialLinkInput, { platform, url })).not.toEqual([]);
  });
});

describe("an entry", () => {
  test("has every field after reading", () => {
    expect(validate(WorkExperienceInput, work, "body")).toEqual({
      ...work,
      ...{ location: "", endDate: null, description: "" },
    });
    expect(validate(EducationInput, { institution: "MIT" }, "body")).toEqual({
      ...{ institution: "MIT", degree: "", fieldOfStudy: "", description: "" },
      ...{ startDate: null, endDate: null },
    });
    const link = { platform: "x", url: "https://x.com/" };
    expect(validate(SocialLinkInput, link, "body")).toEqual({ ...link, username: "" });
  });

  test("takes null for what it need not have", () => {
    const order = { displayOrder: null };
    const noText = { location: null, description: null, endDate: null };
    expect(validate(WorkExperienceInput, { ...work, ...noText, ...order }, "body")).toEqual(
      validate(WorkExperienceInput, work, "body"),
    );
    const study = { institution: "MIT" };
    const unset = { degree: null, fieldOfStudy: null, description: null, startDate: null };
    expect(validate(EducationInput, { ...study, ...unset, ...order }, "body")).toEqual(
      validate(EducationInput, study, "body"),
    );
    const link = { platform: "x", url: "https://x.com/" };
    expect(validate(SocialLinkInput, { ...link, username: null, ...order }, "body")).toEqual(
      validate(SocialLinkInput, link, "body"),
    );
  });

  test.each(["jobTitle", "company", "startDate"])("takes no null for its %s", (field) => {
    expect(faultsOf(WorkExperienceInput, { ...work, [field]: null })).toEqual([
      `string_type at ${field}`,
    ]);
  });

  test("alone takes null for the same, but a change gives it no place of null", () => {
    const unset = { location: null, description: null, displayOrder: null };
    expect(faultsOf(NewWorkExperience, { ...work, ...unset })).toEqual([]);
    expect(faultsOf(WorkExperiencePatch, unset)).toEqual(["number_type at displayOrder"]);
    expect(validate(WorkExperiencePatch, { location: null }, "body")).toEqual({ location: "" });
    expect(validate(WorkExperiencePatch, {}, "body")).toEqual({});
  });

  test("may name its id, in any case", () => {
    const id = "0199AAAA-0000-7000-8000-000000000000";
    expect(validate(WorkExperienceInput, { ...work, id }, "body").id).toBe(id.toLowerCase());
    for (const wrong of ["", "x", `${id}0`, 5, null]) {
      expect(faultsOf(WorkExperienceInput, { ...work, id: wrong })).toHaveLength(1);
    }
  });

  test.each([
    1.5,
    "1",
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])("takes no displayOrder of %j", (displayOrder) => {
    expect(faultsOf(WorkExperienceInput, { ...work, displayOrder })).toEqual([
      expect.stringContaining(" at displayOrder"),
    ]);
  });

  test("takes a description of several lines, and no other text so", () => {
    expect(faultsOf(WorkExperienceInput, { ...work, description: "a\n\tb" })).toEqual([]);
    expect(faultsOf(WorkExperienceInput, { ...work, location: "a\nb" })).toEqual([
      "invalid_characters at location",
    ]);
  });

  test("is of a known platform", () => {
    const link = { platform: "myspace", url: "https://myspace.com/" };
    expect(faultsOf(SocialLinkInput, link)).toEqual(["not_allowed at platform"]);
  });
});
