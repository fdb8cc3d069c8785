import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  MAPPED_FIELDS,
  type MappedField,
  placeOf,
} from "../../../../shared/model/exchange/field-map.ts";
import { notExported } from "../../../../shared/model/exchange/not-exported.ts";
import { writeDocument } from "../../../../shared/model/exchange/write-document.ts";
import { CreateProfileInput } from "../../../../shared/model/profile/create-profile-input.ts";
import type { Profile } from "../../../../shared/model/profile/profile.ts";
import {
  SECTION_NAMES,
  SECTIONS,
  type SectionName,
} from "../../../../shared/model/profile/sections/section-models.ts";
import { VCARD_VERSIONS } from "../../../../shared/model/profile/vcard-version.ts";
import { SEED, sampleProfile } from "../../support/arbitrary-profile.ts";
import { hardProfile } from "../../support/hard-profile.ts";

const FOREIGN = ["json-resume", "vcard", "json-ld"] as const;
const addresses = {
  photoBaseUrl: "https://photos.example.com",
  pageUrl: "https://api.example.com/p/zoe",
  canonical: undefined,
};

const id = "0199aaaa-0000-7000-8000-000000000000";

/** Says something in every field. */
const full: Profile = {
  ...sampleProfile,
  ...{ id, name: "Zoe Doe", title: "Dev", company: "Acme", bio: "About", location: "Rome" },
  ...{ vertical: "law", customHeadline: "Own line", skills: ["Go"], photo: null },
  ...{ contactEmail: "zoe@example.com", contactPhone: "+14155550123" },
  ...{ showEmail: true, showPhone: true, mcpDiscoverable: true },
  workExperiences: [
    {
      ...{ id, jobTitle: "Agent", company: "Old", location: "Oslo", displayOrder: 0 },
      ...{ startDate: "2010", endDate: "2012", description: "Sold." },
    },
  ],
  education: [
    {
      ...{ id, institution: "MIT", degree: "BSc", fieldOfStudy: "Law", displayOrder: 0 },
      ...{ startDate: "2001", endDate: "2004", description: "Thesis." },
    },
  ],
  socialLinks: [
    { id, platform: "github", url: "https://github.com/zoe", username: "other", displayOrder: 0 },
  ],
};

/** Another value of each field, by its name in the table. */
const OTHER: Readonly<Record<MappedField, unknown>> = {
  ...{ name: "Ada Byron", title: "Boss", company: "Other", headline: "Other line", bio: "More" },
  ...{ location: "Paris", vertical: "art", skills: ["Rust"], contactEmail: "ada@example.com" },
  ...{ contactPhone: "+390212345678", showEmail: false, showPhone: false, mcpDiscoverable: false },
  photo: { id: "q", width: 4, height: 3, color: "#804020" },
  "workExperiences.jobTitle": "Clerk",
  "workExperiences.company": "New",
  "workExperiences.location": "Bonn",
  "workExperiences.startDate": "2009",
  "workExperiences.endDate": "2013",
  "workExperiences.description": "Bought.",
  "education.institution": "ETH",
  "education.degree": "MSc",
  "education.fieldOfStudy": "Art",
  "education.startDate": "2000",
  "education.endDate": "2005",
  "education.description": "None.",
  "socialLinks.url": "https://github.com/ada",
  "socialLinks.platform": "gitlab",
  "socialLinks.username": "more",
};

function withOther(field: MappedField): Profile {
  const [section = "", part] = field.split(".");
  if (field === "headline") return { ...full, customHeadline: String(OTHER[field]) };
  if (!part) return { ...full, [field]: OTHER[field] };
  const [entry] = full[section as SectionName];
  return { ...full, [section]: [{ ...entry, [part]: OTHER[field] }] };
}

test("the table has every field that one writes of a profile", () => {
  const entries = SECTION_NAMES.flatMap((section) =>
    Object.keys(SECTIONS[section].fields).map((field) => `${section}.${field}`),
  );
  const own = Object.keys(CreateProfileInput.shape);
  expect([...MAPPED_FIELDS].sort()).toEqual([...own, "photo", ...entries].sort());
});

describe.each(FOREIGN)("%s", (format) => {
  const versions = format === "vcard" ? VCARD_VERSIONS : (["3.0"] as const);
  // Its owner gets contact data shown or not: who shows what is then no part of a document.
  const written = (profile: Profile) =>
    versions.map((version) =>
      writeDocument(profile, { format, version }, { audience: "owner", addresses }),
    );

  test.each(MAPPED_FIELDS)("has %s where the table says, or not at all", (field) => {
    const changes = !written(withOther(field)).some((text, at) => text === written(full)[at]);
    expect(changes).toBe(placeOf(field, format) !== null);
  });

  test("what is not exported is what has no place, and says something", () => {
    fc.assert(
      fc.property(hardProfile, (profile) => {
        const lost = notExported(profile, format);
        expect(new Set(lost).size).toBe(lost.length);
        const emptied = lost.reduce(cleared, profile);
        // Every link has a platform.
        const left = notExported(emptied, format).filter((name) => !name.endsWith(".platform"));
        expect(left).toEqual([]);
        // Without them the same document says all.
        expect(written(emptied)).toEqual(written(profile));
      }),
      { ...SEED, numRuns: 100 },
    );
  });
});

/** A profile of which a field, or a field of a section, or a whole one, says nothing. */
function cleared(profile: Profile, name: string): Profile {
  const [section = "", part] = name.split(".");
  if (name === "headline") return { ...profile, customHeadline: "" };
  if (name === "mcpDiscoverable") return { ...profile, mcpDiscoverable: true };
  if (name === "showEmail" || name === "showPhone") return { ...profile, [name]: false };
  if (!part) {
    const isList = Array.isArray(profile[section as keyof Profile]);
    return { ...profile, [section]: isList ? [] : "" };
  }
  if (part === "platform") return profile;
  const entries = profile[section as SectionName].map((entry) => ({ ...entry, [part]: "" }));
  return { ...profile, [section]: entries };
}

test("our own format loses nothing", () => {
  fc.assert(
    fc.property(hardProfile, (profile) => {
      expect(notExported(profile, "json")).toEqual([]);
    }),
    SEED,
  );
});

test.each([
  [
    "json-resume",
    ["company", "headline", "vertical", "showEmail", "showPhone", "education.description"],
  ],
  [
    "vcard",
    [
      "headline",
      "vertical",
      "skills",
      "showEmail",
      "showPhone",
      "workExperiences",
      "education",
      "socialLinks.username",
    ],
  ],
  [
    "json-ld",
    [
      "vertical",
      "showEmail",
      "showPhone",
      "workExperiences.description",
      "education.description",
      "socialLinks.platform",
      "socialLinks.username",
    ],
  ],
] as const)("%s leaves out of a full profile %s", (format, expected) => {
  expect(notExported(full, format)).toEqual(expected);
});
