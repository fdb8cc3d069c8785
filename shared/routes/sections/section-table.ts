import type { RouteExample } from "../define-route.ts";
import * as education from "./education.ts";
import type { SectionRoutes } from "./section-routes.ts";
import * as socialLinks from "./social-links.ts";
import * as workExperiences from "./work-experiences.ts";

/**
 * Every section, each defined by the file of its path. From it follow four routes and four functions:
 * there is no entry file to write.
 */
const DEFINED = [socialLinks, workExperiences, education];

/** The routes of each section. */
export const sectionTable: readonly SectionRoutes[] = DEFINED.map(({ routes }) => routes);

/** Examples of the routes of all sections, by route id. */
export const sectionExamples: Readonly<Record<string, RouteExample>> = Object.fromEntries(
  DEFINED.flatMap(({ routes, examples }) => [
    [routes.add.id, examples.add],
    [routes.update.id, examples.update],
  ]),
);
