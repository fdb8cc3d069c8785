import { createRequire } from "node:module";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeJsonResume } from "../../../../shared/model/exchange/write-json-resume.ts";
import { ordered } from "../../../../shared/model/profile/entry-order.ts";
import type { Profile } from "../../../../shared/model/profile/profile.ts";
import { SEED } from "../../support/arbitrary-profile.ts";
import { hardProfile } from "../../support/hard-profile.ts";

/** As it is published. */
const schema: object = createRequire(import.meta.url)("@jsonresume/schema/schema.json");

const addresses = {
  photoBaseUrl: "https://photos.example.com",
  pageUrl: "https://api.example.com/p/zoe",
  canonical: "https://api.example.com/api/v1/profiles/p/1?format=json-resume",
};

function validator(of: object) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  return ajv.compile(of);
}

/** The same, but that every name must be one of the schema's own. */
function closed(part: unknown): unknown {
  if (Array.isArray(part) || typeof part !== "object" || part === null) return part;
  const inner = Object.entries(part).map(([name, value]) => [name, closed(value)]);
  return {
    ...Object.fromEntries(inner),
    ...("properties" in part && { additionalProperties: false }),
  };
}

const published = validator(schema);
const strict = validator(closed(schema) as object);
/** As a caller gets it. */
const written = (profile: Profile) =>
  JSON.parse(JSON.stringify(writeJsonResume(profile, addresses)));

test("every document is valid by the schema as it is published, with names of its own alone", () => {
  fc.assert(
    fc.property(hardProfile, (profile) => {
      const document = written(profile);
      expect([published(document), published.errors]).toEqual([true, null]);
      expect([strict(document), strict.errors]).toEqual([true, null]);
    }),
    { ...SEED, numRuns: 100 },
  );
  expect(strict({ basics: { nickname: "Zoe" } })).toBe(false);
  expect(published({ basics: { email: "zoe" } })).toBe(false);
});

const orUnset = (text: string | undefined) => text ?? "";

test("what it holds is the profile's, field by field, in the order in which people see it", () => {
  fc.assert(
    fc.property(hardProfile, (profile) => {
      const { basics, work, education, skills, meta } = written(profile);
      expect({
        ...{ name: basics.name, title: basics.label, bio: orUnset(basics.summary) },
        location: orUnset(basics.location?.city),
        contactEmail: basics.email ?? null,
        contactPhone: basics.phone ?? null,
        skills: skills.map(({ name }: { name: string }) => name),
      }).toEqual({
        ...{ name: profile.name, title: profile.title, bio: profile.bio },
        location: profile.location,
        contactEmail: profile.showEmail ? profile.contactEmail : null,
        contactPhone: profile.showPhone ? profile.contactPhone : null,
        skills: profile.skills,
      });
      expect(
        work.map((job: Record<string, string>) => ({
          ...{ jobTitle: job.position, company: job.name, location: orUnset(job.location) },
          ...{ startDate: job.startDate, endDate: job.endDate ?? null },
          description: orUnset(job.summary),
        })),
      ).toEqual(ordered(profile.workExperiences).map(({ id, displayOrder, ...rest }) => rest));
      expect(
        education.map((school: Record<string, string>) => ({
          ...{ institution: school.institution, degree: orUnset(school.studyType) },
          fieldOfStudy: orUnset(school.area),
          ...{ startDate: school.startDate ?? null, endDate: school.endDate ?? null },
        })),
      ).toEqual(
        ordered(profile.education).map(({ id, displayOrder, description, ...rest }) => rest),
      );
      const links: Record<string, string>[] = basics.profiles ?? [];
      expect(
        links.map(({ network = "", username, url = "" }) => ({
          platform: network.toLowerCase().replaceAll(" ", ""),
          ...{ username: orUnset(username), host: new URL(url).host },
        })),
      ).toEqual(
        ordered(profile.socialLinks).map(({ platform, username, url }) => ({
          ...{ platform, username, host: new URL(url).host },
        })),
      );
      const website = links.find(({ network }) => network === "Website");
      expect(basics.url).toBe(website?.url);
      expect(meta).toEqual({
        ...{ canonical: addresses.canonical, version: "v1.0.0" },
        lastModified: profile.updatedAt,
      });
    }),
    { ...SEED, numRuns: 100 },
  );
});
