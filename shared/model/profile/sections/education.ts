import { defineSection, type EntryOf } from "./define-section.ts";
import { date, line, longText, requiredLine } from "./entry-fields.ts";

/** A school, and what was obtained there. */
export const education = defineSection({
  schemaName: "Education",
  tag: "EDU",
  fields: {
    institution: requiredLine,
    degree: line,
    fieldOfStudy: line,
    startDate: date,
    endDate: date,
    description: longText,
  },
  view({ id, institution, degree, fieldOfStudy, startDate, endDate, description, displayOrder }) {
    return { id, institution, degree, fieldOfStudy, startDate, endDate, description, displayOrder };
  },
});

/** One entry of the section. */
export type Education = EntryOf<typeof education>;
