import { type SectionExamples, sectionRoutes } from "./section-routes.ts";

export const routes = sectionRoutes({
  section: "workExperiences",
  path: "work-experiences",
  one: "work-experience",
  many: "work-experiences",
  entry: "a work experience",
});

export const examples: SectionExamples = {
  add: {
    body: {
      jobTitle: "Realtor",
      company: "Acme Homes",
      location: "Porto",
      startDate: "2015-03",
      endDate: "2020-12",
      description: "Sold some two hundred homes, and let as many. Led the team of the old town.",
    },
  },
  update: { body: { jobTitle: "Broker", endDate: null } },
};
