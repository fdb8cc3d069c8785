import { routes as education } from "./education.ts";
import type { SectionRoutes } from "./section-routes.ts";
import { routes as socialLinks } from "./social-links.ts";
import { routes as workExperiences } from "./work-experiences.ts";

/**
 * Every section, each defined by the file of its path. From it follow four routes and four functions:
 * there is no entry file to write.
 */
export const sectionTable: readonly SectionRoutes[] = [socialLinks, workExperiences, education];
