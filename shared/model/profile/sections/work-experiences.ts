import { defineSection, type EntryOf } from "./define-section.ts";
import { date, line, longText, requiredDate, requiredLine } from "./entry-fields.ts";

/** A job. An unset `endDate` says that it goes on. */
export const workExperiences = defineSection({
  schemaName: "WorkExperience",
  tag: "WORK",
  fields: {
    jobTitle: requiredLine,
    company: requiredLine,
    location: line,
    startDate: requiredDate,
    endDate: { ...date, description: "Null while it goes on." },
    description: longText,
  },
  view({ id, jobTitle, company, location, startDate, endDate, description, displayOrder }) {
    return { id, jobTitle, company, location, startDate, endDate, description, displayOrder };
  },
});

/** One entry of the section. */
export type WorkExperience = EntryOf<typeof workExperiences>;
