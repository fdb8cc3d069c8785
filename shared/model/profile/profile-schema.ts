import * as z from "zod/mini";
import { PhotoSchema } from "../photo/photo-schema.ts";
import { entryAnswerSchema } from "./entry-answer-schema.ts";
import { SECTION_NAMES, type SectionName } from "./sections/section-models.ts";
import { TAKEDOWN_REASONS } from "./takedown.ts";

const timestamp = () => z.iso.datetime({ precision: 3 });

const entryLists = Object.fromEntries(
  SECTION_NAMES.map((section) => [section, z.array(entryAnswerSchema(section))]),
) as Record<SectionName, z.ZodMiniArray<z.ZodMiniType>>;

const common = {
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  bio: z.string(),
  location: z.string(),
  photoUrl: z.string(),
  photo: z.nullable(PhotoSchema),
  isPublic: z.boolean(),
  headline: z.string(),
  skills: z.array(z.string()),
  ...entryLists,
  createdAt: timestamp(),
  updatedAt: timestamp(),
  vertical: z.string(),
  contactEmail: z.nullable(z.string()),
  contactPhone: z.nullable(z.string()),
  showEmail: z.boolean(),
  showPhone: z.boolean(),
};

/** Why and since when a profile is taken down. */
export const TakedownSchema = z.object({
  reason: z.enum(TAKEDOWN_REASONS),
  since: timestamp(),
});

const owned = {
  isPrimary: z.boolean(),
  version: z.int(),
  mcpDiscoverable: z.boolean(),
  takedown: z.nullable(TakedownSchema),
};

/** The owner's view of a profile. Every field is always present. */
export const ProfileSchema = z.object({ ...common, ...owned });

/** Another account's published profile. */
export const VisitedProfileSchema = z.object(common);

/**
 * Either of them, where a caller may get both: one schema, whose last fields are there for the owner
 * alone. A choice of two would need a word to tell them by, which the answers do not have.
 */
export const VisibleProfileSchema = z.object({
  ...common,
  isPrimary: z.optional(owned.isPrimary),
  version: z.optional(owned.version),
  mcpDiscoverable: z.optional(owned.mcpDiscoverable),
  takedown: z.optional(owned.takedown),
});
