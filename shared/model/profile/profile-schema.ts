import * as z from "zod/mini";
import { PhotoSchema } from "../photo/photo-schema.ts";

const timestamp = () => z.iso.datetime({ precision: 3 });
const described = (description: string) => z.string().check(z.meta({ description }));
const order = () => z.int();

export const SocialLinkSchema = z.object({
  id: z.uuid(),
  platform: z.string(),
  url: z.url(),
  username: z.string(),
  displayOrder: order(),
});

export const WorkExperienceSchema = z.object({
  id: z.uuid(),
  jobTitle: z.string(),
  company: z.string(),
  location: z.string(),
  startDate: described("`YYYY` or `YYYY-MM`."),
  endDate: z.nullable(described("Null while it goes on.")),
  description: z.string(),
  displayOrder: order(),
});

export const EducationSchema = z.object({
  id: z.uuid(),
  institution: z.string(),
  degree: z.string(),
  fieldOfStudy: z.string(),
  startDate: z.nullable(z.string()),
  endDate: z.nullable(z.string()),
  description: z.string(),
  displayOrder: order(),
});

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
  workExperiences: z.array(WorkExperienceSchema),
  education: z.array(EducationSchema),
  socialLinks: z.array(SocialLinkSchema),
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
