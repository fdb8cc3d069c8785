import { EducationSchema } from "../../model/profile/profile-schema.ts";
import { EducationPatch, NewEducation } from "../../model/profile/single-entry-schema.ts";
import { sectionRoutes } from "./section-routes.ts";

export const routes = sectionRoutes({
  section: "education",
  path: "education",
  one: "education",
  many: "education",
  entry: "an education",
  schema: EducationSchema,
  draft: NewEducation,
  patch: EducationPatch,
});
