import * as z from "zod/mini";
import { entryAnswerSchema } from "./entry-answer-schema.ts";
import { VisitedProfileSchema } from "./profile-schema.ts";

/** A link in the shape that published clients read. */
export const PublicSocialLinkSchema = z.object({
  id: z.uuid(),
  platform: z.string(),
  username: z.string(),
  url: z.url(),
  full_url: z.url().check(z.meta({ description: "The same as `url`." })),
  display_order: z.int(),
});

/** A profile on its public page. Contact data is null unless its owner shows it. */
export const PublicProfileSchema = z.extend(VisitedProfileSchema, {
  skills: z.array(z.object({ name: z.string() })),
  workExperience: z
    .array(entryAnswerSchema("workExperiences"))
    .check(z.meta({ description: "The same as `workExperiences`." })),
  socialLinks: z.array(PublicSocialLinkSchema),
});
