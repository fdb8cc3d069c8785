import * as z from "zod/mini";
import { entryAnswerSchema } from "../profile/entry-answer-schema.ts";
import type { SectionName } from "../profile/sections/section-models.ts";
import { OWN_FORMAT, OWN_VERSION } from "./own-format.ts";

const timestamp = () => z.iso.datetime({ precision: 3 });

/** An entry as one writes it. */
function contentSchema(section: SectionName) {
  return z.omit(entryAnswerSchema(section) as z.ZodMiniObject<{ id: z.ZodMiniUUID }>, { id: true });
}

/** A position, without its id. */
export const WorkExperienceContentSchema = contentSchema("workExperiences");
/** A school, without its id. */
export const EducationContentSchema = contentSchema("education");
/** A link, without its id. */
export const SocialLinkContentSchema = contentSchema("socialLinks");

/** What a person writes of a profile, every field there. */
export const ProfileContentSchema = z.object({
  name: z.string(),
  title: z.string(),
  company: z.string(),
  bio: z.string(),
  location: z.string(),
  vertical: z.string(),
  headline: z.nullable(z.string()),
  skills: z.array(z.string()),
  contactEmail: z.nullable(z.string()),
  contactPhone: z.nullable(z.string()),
  showEmail: z.boolean(),
  showPhone: z.boolean(),
  mcpDiscoverable: z.optional(z.boolean()),
  workExperiences: z.array(WorkExperienceContentSchema),
  education: z.array(EducationContentSchema),
  socialLinks: z.array(SocialLinkContentSchema),
});

/** The profile that a document was made of, for people: an import takes none of it. */
export const DocumentSourceSchema = z.object({
  id: z.uuid(),
  slug: z.string(),
  isPublic: z.optional(z.boolean()),
  isPrimary: z.optional(z.boolean()),
  createdAt: timestamp(),
  updatedAt: timestamp(),
});

/** The photo's address, and the photo itself in base 64 where it is small enough. */
export const DocumentPhotoSchema = z.object({
  url: z.url(),
  mediaType: z.literal("image/jpeg"),
  data: z.optional(z.string()),
});

/** A profile in our own format. */
export const ProfileDocumentSchema = z.object({
  format: z.literal(OWN_FORMAT),
  version: z.literal(OWN_VERSION),
  source: DocumentSourceSchema,
  profile: ProfileContentSchema,
  photo: z.nullable(DocumentPhotoSchema),
});

const text = () => z.optional(z.string());
const address = () => z.optional(z.url());

/** A location is one text, and stands in `city`. */
export const JsonResumeLocationSchema = z.object({ city: z.string() });

/** A link to a network. */
export const JsonResumeProfileSchema = z.object({
  network: z.string(),
  username: text(),
  url: z.url(),
});

/** Who it is, and how to reach them. */
export const JsonResumeBasicsSchema = z.object({
  name: z.string(),
  label: z.string(),
  image: address(),
  email: text(),
  phone: text(),
  url: address(),
  summary: text(),
  location: z.optional(JsonResumeLocationSchema),
  profiles: z.optional(z.array(JsonResumeProfileSchema)),
});

/** A position; dates are `YYYY-MM`. */
export const JsonResumeWorkSchema = z.object({
  name: z.string(),
  position: z.string(),
  location: text(),
  startDate: z.string(),
  endDate: text(),
  summary: text(),
});

/** A school; dates are `YYYY` or `YYYY-MM`. */
export const JsonResumeEducationSchema = z.object({
  institution: z.string(),
  area: text(),
  studyType: text(),
  startDate: text(),
  endDate: text(),
});

/** A skill; level and keywords have no field of ours. */
export const JsonResumeSkillSchema = z.object({ name: z.string() });

/** Where the document comes from, and when the profile was changed last (ISO 8601). */
export const JsonResumeMetaSchema = z.object({
  canonical: address(),
  version: z.string(),
  lastModified: z.string(),
});

/** As much of JSON Resume 1.0.0 as a profile fills. */
export const JsonResumeSchema = z.object({
  $schema: z.url(),
  basics: JsonResumeBasicsSchema,
  work: z.array(JsonResumeWorkSchema),
  education: z.array(JsonResumeEducationSchema),
  skills: z.array(JsonResumeSkillSchema),
  meta: JsonResumeMetaSchema,
});

/** schema.org has no end of terms: what a reader may count on. */
export const ProfileJsonLdSchema = z.object({
  "@context": z.literal("https://schema.org"),
  "@type": z.literal("ProfilePage"),
  url: address(),
  headline: text(),
  dateCreated: timestamp(),
  dateModified: timestamp(),
  mainEntity: z.record(z.string(), z.unknown()),
});
