import * as z from "zod/mini";
import { entryAnswerSchema } from "./entry-answer-schema.ts";
import { VisitedProfileSchema } from "./profile-schema.ts";

/** A link in the shape that published clients read. */
export const PublicSocialLinkSchema = z.object({
  id: z.uuid(),
  platform: z.string(),
  username: z.string(),
  url: z.url(),
  full_url: z.url(),
  display_order: z.int(),
});

/** A skill in the shape that published clients read. */
export const PublicSkillSchema = z.object({ name: z.string() });

/** A profile on its public page. Contact data is null unless its owner shows it. */
export const PublicProfileSchema = z.extend(VisitedProfileSchema, {
  skills: z.array(PublicSkillSchema),
  workExperience: z.array(entryAnswerSchema("workExperiences")),
  socialLinks: z.array(PublicSocialLinkSchema),
});
