import { describe, expect, test } from "vitest";
import { CreateProfileInput } from "../../../shared/model/profile/create-profile-input.ts";
import { UpdateProfileInput } from "../../../shared/model/profile/update-profile-input.ts";
import { faultsOf } from "../support/problem-of.ts";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `skill ${index}`);
const list = <T>(count: number, entry: T) => Array.from({ length: count }, () => entry);
const urlOf = (length: number) => "https://example.com/".padEnd(length, "a");

const link = { platform: "x", url: "https://x.com/" };
const work = { jobTitle: "Chef", company: "Acme", startDate: "2020" };
const study = { institution: "MIT" };

/** Field, the largest value it takes, and the least it does not. */
const bounds: [string, unknown, unknown][] = [
  ["name", "n".repeat(120), "n".repeat(121)],
  ["title", "👍".repeat(120), "👍".repeat(121)],
  ["company", "n".repeat(120), "n".repeat(121)],
  ["location", "n".repeat(120), "n".repeat(121)],
  ["headline", "n".repeat(220), "n".repeat(221)],
  ["bio", "n".repeat(5_000), "n".repeat(5_001)],
  ["vertical", "n".repeat(60), "n".repeat(61)],
  ["slug", "n".repeat(60), "n".repeat(61)],
  ["skills", ids(50), ids(51)],
  ["skills", ["n".repeat(60)], ["n".repeat(61)]],
  ["socialLinks", list(50, link), list(51, link)],
  ["workExperiences", list(50, work), list(51, work)],
  ["education", list(50, study), list(51, study)],
  ["socialLinks", [{ ...link, url: urlOf(2_048) }], [{ ...link, url: urlOf(2_049) }]],
  [
    "socialLinks",
    [{ ...link, username: "n".repeat(120) }],
    [{ ...link, username: "n".repeat(121) }],
  ],
  ["socialLinks", [{ ...link, displayOrder: 10_000 }], [{ ...link, displayOrder: 10_001 }]],
  ["socialLinks", [{ ...link, displayOrder: 0 }], [{ ...link, displayOrder: -1 }]],
  ...["jobTitle", "company", "location"].map((field): [string, unknown, unknown] => [
    "workExperiences",
    [{ ...work, [field]: "n".repeat(120) }],
    [{ ...work, [field]: "n".repeat(121) }],
  ]),
  ...["institution", "degree", "fieldOfStudy"].map((field): [string, unknown, unknown] => [
    "education",
    [{ ...study, [field]: "n".repeat(120) }],
    [{ ...study, [field]: "n".repeat(121) }],
  ]),
  [
    "workExperiences",
    [{ ...work, description: "n".repeat(2_000) }],
    [{ ...work, description: "n".repeat(2_001) }],
  ],
  [
    "education",
    [{ ...study, description: "n".repeat(2_000) }],
    [{ ...study, description: "n".repeat(2_001) }],
  ],
  ["contactPhone", "+123456789012345", "+1234567890123456"],
  ["contactPhone", "+1234567", "+123456"],
];

describe("every limit, at it and one over", () => {
  test.each(bounds)("%s", (field, largest, tooLarge) => {
    expect(faultsOf(UpdateProfileInput, { [field]: largest })).toEqual([]);
    const faults = faultsOf(UpdateProfileInput, { [field]: tooLarge });
    expect(faults).toHaveLength(1);
    expect(faults?.[0]).toContain(` at ${field}`);
  });

  test("an e-mail address", () => {
    const domain = `${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.`;
    const address = (length: number) => `${"a".repeat(60)}@${domain}`.padEnd(length, "e");
    expect(faultsOf(UpdateProfileInput, { contactEmail: address(254) })).toEqual([]);
    expect(faultsOf(UpdateProfileInput, { contactEmail: address(255) })).toEqual([
      "too_long at contactEmail",
    ]);
  });
});

describe("required", () => {
  test("name and title of a new profile", () => {
    expect(faultsOf(CreateProfileInput, {})).toEqual(["missing at name", "missing at title"]);
  });

  test.each(["", "   ", "\n"])("name and title must say something: %j", (blank) => {
    expect(faultsOf(CreateProfileInput, { name: blank, title: blank })).toEqual([
      "too_short at name",
      "too_short at title",
    ]);
  });

  test.each([
    ["socialLinks", ["platform", "url"]],
    ["workExperiences", ["jobTitle", "company", "startDate"]],
    ["education", ["institution"]],
  ])("fields of an entry of %s", (section, fields) => {
    expect(faultsOf(UpdateProfileInput, { [section]: [{}] })).toEqual(
      fields.map((field) => expect.stringMatching(` at ${section}\\.0\\.${field}$`)),
    );
  });
});
