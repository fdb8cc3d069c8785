import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DocumentFields,
  importChange,
} from "../../../../shared/model/exchange/import-change.ts";
import { countDifferences } from "../../../../shared/model/profile/diff-entries.ts";
import { LIMITS } from "../../../../shared/model/profile/limits.ts";
import { nextVersion } from "../../../../shared/model/profile/next-version.ts";
import type { Profile } from "../../../../shared/model/profile/profile.ts";
import {
  type Entry,
  SECTION_NAMES,
} from "../../../../shared/model/profile/sections/section-models.ts";
import { arbitraryProfile, SEED, sampleProfile } from "../../support/arbitrary-profile.ts";

const NOW = "2026-03-01T00:00:00.000Z";

const job = {
  ...{ jobTitle: "Chef", company: "Acme", location: "", description: "" },
  ...{ startDate: "2020-03", endDate: null },
};
const school = {
  ...{ institution: "ETH", degree: "BSc", fieldOfStudy: "", description: "" },
  ...{ startDate: null, endDate: null },
};
const link = { platform: "github", url: "https://github.com/jane", username: "jane" } as const;

/** The profile after the import of these fields. */
function imported(profile: Profile, fields: DocumentFields, mode: "merge" | "replace"): Profile {
  return nextVersion(profile, importChange(profile, fields, mode).change, undefined, NOW);
}

const bare: Profile = {
  ...sampleProfile,
  ...{ workExperiences: [], education: [], socialLinks: [], skills: ["Cooking"] },
};
const own: Profile = {
  ...bare,
  workExperiences: [{ ...job, id: "w1", description: "Soups.", displayOrder: 7 }],
  education: [{ ...school, id: "e1", startDate: "2010", displayOrder: 0 }],
  socialLinks: [{ ...link, id: "l1", displayOrder: 0 }],
};

/** Without ids, as a document has them. */
function written({ workExperiences, education, socialLinks }: Profile): DocumentFields {
  const plain = (entries: readonly Entry[]) => entries.map(({ id, ...entry }) => entry);
  return {
    workExperiences: plain(workExperiences),
    education: plain(education),
    socialLinks: plain(socialLinks),
  } as unknown as DocumentFields;
}

describe("merge", () => {
  test("takes what the document has, and keeps the rest", () => {
    const fields = { name: "Jane D.", company: null, bio: "New.", skills: ["COOKING", "Baking"] };
    const made = imported({ ...bare, company: "Acme", bio: "Old." }, fields, "merge");
    expect(made).toMatchObject({ name: "Jane D.", company: "Acme", bio: "New." });
    expect(made.skills).toEqual(["Cooking", "Baking"]);
    expect(made.title).toBe(bare.title);
  });

  test("brings an entry up to date that is there, and adds a new one behind it", () => {
    const workExperiences = [
      { ...job, company: " ACME", startDate: "2020", endDate: "2022-01", location: "Bern" },
      { ...job, company: "Other" },
    ];
    const made = imported(own, { workExperiences }, "merge").workExperiences;
    expect(made).toHaveLength(2);
    expect(made).toContainEqual({
      ...{ ...job, id: "w1", displayOrder: 7 },
      // The month that is known stays, and so does what the document does not say.
      ...{ endDate: "2022-01", location: "Bern", description: "Soups." },
    });
    expect(made).toContainEqual({
      ...job,
      company: "Other",
      displayOrder: 8,
      id: expect.any(String),
    });
  });

  test("knows a school by its degree, and a page by its address", () => {
    const education = [
      { ...school, startDate: "2010-09" },
      { ...school, degree: "MSc" },
    ];
    const socialLinks = [
      { platform: "website", url: "http://www.github.com/jane/", username: "" },
      { platform: "website", url: "https://github.com/jane?tab=repositories", username: "" },
    ] as const;
    const made = imported(own, { education, socialLinks }, "merge");
    expect(made.education.map(({ degree, startDate }) => [degree, startDate]).sort()).toEqual([
      ["BSc", "2010-09"],
      ["MSc", null],
    ]);
    expect(made.socialLinks).toHaveLength(2);
    expect(made.socialLinks).toContainEqual(own.socialLinks[0]);
  });

  test("takes both dates of the document where a mixture would end before it starts", () => {
    const before = {
      ...own,
      workExperiences: [
        { ...job, id: "w1", startDate: "2020", endDate: "2020-04", displayOrder: 0 },
      ],
    };
    const [made] = imported(
      before,
      { workExperiences: [{ ...job, startDate: "2020-06" }] },
      "merge",
    ).workExperiences;
    expect(made).toMatchObject({ startDate: "2020-06", endDate: null });
  });

  test("finds each entry once: two like ones are two", () => {
    const made = imported(own, { workExperiences: [job, job] }, "merge");
    expect(made.workExperiences).toHaveLength(2);
  });

  test("says what found no place", () => {
    const skills = Array.from({ length: LIMITS.skills }, (_, at) => `Skill ${at}`);
    const workExperiences = Array.from({ length: LIMITS.entries }, (_, at) => ({
      ...job,
      company: `Company ${at}`,
    }));
    const { change, left } = importChange(own, { skills, workExperiences }, "merge");
    expect(change.skills).toHaveLength(LIMITS.skills);
    expect(change.workExperiences).toHaveLength(LIMITS.entries);
    expect(left.map(({ field }) => field)).toEqual(["skills[49]", "workExperiences[49]"]);
  });
});

describe("replace", () => {
  test("clears what the document lacks, but for what every profile has and who sees it", () => {
    const before = { ...own, showEmail: true, mcpDiscoverable: false, isPublic: true };
    const made = imported(before, { bio: "Only this." }, "replace");
    expect(made).toMatchObject({
      ...{ bio: "Only this.", company: "", location: "", vertical: "", customHeadline: "" },
      ...{ skills: [], contactEmail: null, contactPhone: null },
      ...{ workExperiences: [], education: [], socialLinks: [] },
    });
    for (const field of [
      ...(["name", "title", "slug", "isPublic", "isPrimary", "photo"] as const),
      ...(["showEmail", "showPhone", "mcpDiscoverable"] as const),
    ]) {
      expect(made[field], field).toEqual(before[field]);
    }
  });

  test("keeps the ids of entries that the document has, too", () => {
    const made = imported(own, { workExperiences: [job, { ...job, company: "Other" }] }, "replace");
    expect(made.workExperiences).toContainEqual({ ...job, id: "w1", displayOrder: 0 });
    expect(made.workExperiences).toHaveLength(2);
  });
});

test.each(["merge", "replace"] as const)("a second %s changes no entry", (mode) => {
  fc.assert(
    fc.property(arbitraryProfile, arbitraryProfile, (profile, source) => {
      const first = imported(profile, written(source), mode);
      const again = imported(first, written(source), mode);
      expect(countDifferences(first, again)).toBe(0);
    }),
    SEED,
  );
});

test("a profile replaced by what it says itself is as it was", () => {
  fc.assert(
    fc.property(arbitraryProfile, (profile) => {
      const made = imported(profile, written(profile), "replace");
      for (const section of SECTION_NAMES) {
        expect(new Set(made[section].map(({ id }) => id))).toEqual(
          new Set(profile[section].map(({ id }) => id)),
        );
      }
    }),
    SEED,
  );
});

test("nothing of a document decides who sees the profile, or where", () => {
  fc.assert(
    fc.property(
      arbitraryProfile,
      arbitraryProfile,
      fc.constantFrom("merge", "replace"),
      (profile, source, mode) => {
        const { slug, isPublic, isPrimary, photo } = imported(profile, written(source), mode);
        expect({ slug, isPublic, isPrimary, photo }).toEqual({
          ...{ slug: profile.slug, isPublic: profile.isPublic },
          ...{ isPrimary: profile.isPrimary, photo: profile.photo },
        });
      },
    ),
    SEED,
  );
});
