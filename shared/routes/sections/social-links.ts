import { SocialLinkSchema } from "../../model/profile/profile-schema.ts";
import { NewSocialLink, SocialLinkPatch } from "../../model/profile/single-entry-schema.ts";
import { sectionRoutes } from "./section-routes.ts";

export const routes = sectionRoutes({
  section: "socialLinks",
  path: "social-links",
  one: "social-link",
  many: "social-links",
  entry: "a social link",
  schema: SocialLinkSchema,
  draft: NewSocialLink,
  patch: SocialLinkPatch,
});
