import type { RouteExample } from "../define-route.ts";

/** Examples of the routes of all sections, by route id. */
export const sectionExamples: Readonly<Record<string, RouteExample>> = {
  "add-social-link": {
    body: {
      platform: "linkedin",
      url: "https://www.linkedin.com/in/jane-doe",
      username: "jane-doe",
    },
  },
  "update-social-link": { body: { url: "https://www.linkedin.com/in/jane" } },
  "add-work-experience": {
    body: {
      jobTitle: "Realtor",
      company: "Acme Homes",
      location: "Porto",
      startDate: "2015-03",
      endDate: "2020-12",
      description: "Sold some two hundred homes, and let as many. Led the team of the old town.",
    },
  },
  "update-work-experience": { body: { jobTitle: "Broker", endDate: null } },
  "add-education": {
    body: {
      institution: "University of Porto",
      degree: "BSc",
      fieldOfStudy: "Economics",
      startDate: "2005",
      endDate: "2009",
    },
  },
  "update-education": { body: { degree: "MSc" } },
};
