import type { SchemaWords } from "./schema-words.ts";

/** Of imports. */
export const IMPORT_WORDS: Readonly<Record<string, SchemaWords>> = {
  Import: {
    about: "What an import made of a document, or would make of it.",
    properties: {
      profile: "The profile as it is now, or as it would be.",
      taken:
        "The profile's fields that come from the document, each with its place there: `name`, `workExperiences[0].jobTitle`, `photo`.",
      changed: "Values that were taken in another form than the document has them.",
      left: "What the document has and the profile has not. After 200 lines the last one says how many more there are.",
    },
  },
  ImportChange: {
    about: "A value that was taken in another form.",
    properties: {
      field: "The profile's field, with its place in the document: `workExperiences[0].startDate`.",
      from: "As the document has it, at most 200 characters.",
      to: "As the profile has it.",
      why: "The reason, in a sentence for people.",
    },
  },
  ImportLeft: {
    about: "Something of the document that was not taken.",
    properties: {
      field: "By the document's own name, with its place: `basics.profiles[2].username`.",
      why: "The reason, in a sentence for people.",
    },
  },
};
