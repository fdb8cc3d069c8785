import fc from "fast-check";
import type {
  Education,
  Profile,
  SocialLink,
  WorkExperience,
} from "../../../shared/model/profile/profile.ts";
import { ordered } from "../../../shared/model/profile/sections.ts";

/** Property tests give the same cases in every run. */
export const SEED = { seed: 20_260_101 };

/** Plain objects, as parsed or unmarshalled ones are. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true });
}

const line = fc.string({ maxLength: 20 });
const order = fc.nat({ max: 9 });
const date = fc.constantFrom("1999", "2010-04", "2020", "2020-11", "2024-01");
const endDate = fc.option(date, { nil: null });
const id = fc.uuid({ version: 7 });

const socialLink: fc.Arbitrary<SocialLink> = record({
  id,
  platform: fc.constantFrom("github", "website"),
  url: fc.constantFrom("https://github.com/jane", "https://example.com/"),
  username: line,
  displayOrder: order,
});
const workExperience: fc.Arbitrary<WorkExperience> = record({
  id,
  jobTitle: line,
  company: line,
  location: line,
  startDate: date,
  endDate,
  description: line,
  displayOrder: order,
});
const education: fc.Arbitrary<Education> = record({
  id,
  institution: line,
  degree: line,
  fieldOfStudy: line,
  startDate: fc.option(date, { nil: null }),
  endDate,
  description: line,
  displayOrder: order,
});

/** A section as it is read: in the order of the ids. */
function section<E extends { readonly id: string }>(entry: fc.Arbitrary<E>) {
  return fc
    .uniqueArray(entry, { maxLength: 6, selector: ({ id }) => id })
    .map((entries) => entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
}

/** Any profile that the service could hold. */
export const arbitraryProfile: fc.Arbitrary<Profile> = record({
  id,
  owner: fc.constantFrom("auth0|jane", "a#b", "PROFILE#x"),
  slug: fc.constantFrom("jane-doe", "john"),
  name: line,
  title: line,
  company: line,
  bio: line,
  location: line,
  vertical: fc.constantFrom("", "law"),
  customHeadline: line,
  skills: fc.array(line, { maxLength: 3 }),
  contactEmail: fc.constantFrom(null, "jane@example.com"),
  contactPhone: fc.constantFrom(null, "+14155550123"),
  showEmail: fc.boolean(),
  showPhone: fc.boolean(),
  mcpDiscoverable: fc.boolean(),
  socialLinks: section(socialLink),
  workExperiences: section(workExperience),
  education: section(education),
  isPublic: fc.boolean(),
  wasPublic: fc.boolean(),
  slugWasPublic: fc.boolean(),
  isPrimary: fc.boolean(),
  photo: fc.constantFrom(null, { id: "one", width: 4, height: 3, color: "#804020" }),
  photoRequest: fc.constantFrom("", "0199aaaa-0000-7000-8000-000000000001"),
  version: fc.integer({ min: 1, max: 1_000 }),
  createdAt: fc.constant("2026-01-01T00:00:00.000Z"),
  updatedAt: fc.constant("2026-01-02T00:00:00.000Z"),
}).map((profile) => {
  const slugWasPublic = profile.slugWasPublic || profile.isPublic;
  return { ...profile, slugWasPublic, wasPublic: profile.wasPublic || slugWasPublic };
});

/** One fixed profile, for tests that need just any. */
export const sampleProfile = fc.sample(arbitraryProfile, { ...SEED, numRuns: 1 })[0] as Profile;

/** Its sections in the order the owner sees them. */
export function seen({ socialLinks, workExperiences, education }: Profile) {
  return {
    socialLinks: ordered(socialLinks),
    workExperiences: ordered(workExperiences),
    education: ordered(education),
  };
}
