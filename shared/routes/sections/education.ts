import { type SectionExamples, sectionRoutes } from "./section-routes.ts";

export const routes = sectionRoutes({
  section: "education",
  path: "education",
  one: "education",
  many: "education",
  entry: "an education",
});

export const examples: SectionExamples = {
  add: {
    body: {
      institution: "University of Porto",
      degree: "BSc",
      fieldOfStudy: "Economics",
      startDate: "2005",
      endDate: "2009",
    },
  },
  update: { body: { degree: "MSc" } },
};
