import { type SectionExamples, sectionRoutes } from "./section-routes.ts";

export const routes = sectionRoutes({
  section: "socialLinks",
  path: "social-links",
  one: "social-link",
  many: "social-links",
  entry: "a social link",
});

export const examples: SectionExamples = {
  add: {
    body: {
      platform: "linkedin",
      url: "https://www.linkedin.com/in/jane-doe",
      username: "jane-doe",
    },
  },
  update: { body: { url: "https://www.linkedin.com/in/jane" } },
};
