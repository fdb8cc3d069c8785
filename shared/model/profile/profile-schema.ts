import * as z from "zod/mini";
import { PhotoSchema } from "../photo/photo-schema.ts";
import { entryAnswerSchema } from "./entry-answer-schema.ts";
import { SECTION_NAMES, type SectionName } from "./sections/section-models.ts";

const timestamp = () => z.iso.datetime({ precision: 3 });
const described = (description: string) => z.string().check(z.meta({ description }));

const entryLists = Object.fromEntries(
  SECTION_NAMES.map((section) => [section, z.array(entryAnswerSchema(section))]),
) as Record<SectionName, z.ZodMiniArray<z.ZodMiniType>>;

const common = {
  id: z.uuid(),
  slug: described("Unique over the whole service; names the public page."),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  bio: z.string(),
  location: z.string(),
  photoUrl: described('Address of the photo, or `""`.'),
  photo: z.nullable(PhotoSchema),
  isPublic: z.boolean(),
  headline: described('The owner\'s text, or "Title at Company".'),
  skills: z.array(z.string()),
  ...entryLists,
  createdAt: timestamp(),
  updatedAt: timestamp(),
  vertical: z.string(),
  contactEmail: z.nullable(z.string()),
  contactPhone: z.nullable(described("E.164.")),
  showEmail: z.boolean(),
  showPhone: z.boolean(),
};

/** The owner's view of a profile. Every field is always present. */
export const ProfileSchema = z.object({
  ...common,
  isPrimary: z.boolean(),
  version: z.int(),
  mcpDiscoverable: z
    .boolean()
    .check(
      z.meta({ description: "Whether the profile, once published, is found in the directory." }),
    ),
});

/** Another account's published profile. */
export const VisitedProfileSchema = z.object(common);
