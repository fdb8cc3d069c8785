import { WorkExperienceSchema } from "../../model/profile/profile-schema.ts";
import { NewWorkExperience, WorkExperiencePatch } from "../../model/profile/single-entry-schema.ts";
import { sectionRoutes } from "./section-routes.ts";

export const routes = sectionRoutes({
  section: "workExperiences",
  path: "work-experiences",
  one: "work-experience",
  many: "work-experiences",
  entry: "a work experience",
  schema: WorkExperienceSchema,
  draft: NewWorkExperience,
  patch: WorkExperiencePatch,
});
