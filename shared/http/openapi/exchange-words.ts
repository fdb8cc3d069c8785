import { EDUCATION, ENTRY, SOCIAL_LINK, WORK_EXPERIENCE, WRITABLE } from "./profile-words.ts";
import type { SchemaWords } from "./schema-words.ts";

const { slug, isPublic, isPrimary, ...CONTENT } = WRITABLE;
const { displayOrder } = ENTRY;
const WITHOUT_ID = "without an id: it gets one where it is taken in.";
const PARTIAL_DATE = "`YYYY-MM` or `YYYY`";

/** Of the documents that a profile leaves in. */
export const EXCHANGE_WORDS: Readonly<Record<string, SchemaWords>> = {
  ProfileDocument: {
    about:
      "A profile in our own format: all that one writes of it, ready to be imported, here or in another deployment.",
    properties: {
      format: "Tells this format from every other.",
      version: "Of the format.",
      source: "Where the document comes from. An import takes nothing of it.",
      profile: "What one writes of a profile. A PATCH takes it as it is.",
      photo: "The photo; null without one.",
    },
  },
  ProfileContent: {
    about: "All that one writes of a profile.",
    properties: {
      ...CONTENT,
      headline: "The owner's own line under the name; null where it is made of title and company.",
      mcpDiscoverable: `${CONTENT.mcpDiscoverable} Left out of a public document.`,
    },
  },
  WorkExperienceContent: {
    about: `A job, ${WITHOUT_ID}`,
    properties: { ...WORK_EXPERIENCE, displayOrder },
  },
  EducationContent: {
    about: `A school or a course of study, ${WITHOUT_ID}`,
    properties: { ...EDUCATION, displayOrder },
  },
  SocialLinkContent: {
    about: `A link to a page about the person elsewhere, ${WITHOUT_ID}`,
    properties: { ...SOCIAL_LINK, displayOrder },
  },
  DocumentSource: {
    about: "The profile that a document was made of.",
    properties: {
      id: "Its id, a UUID.",
      slug,
      isPublic: `${isPublic} Left out of a public document.`,
      isPrimary: `${isPrimary} Left out of a public document.`,
      createdAt: "When the profile was made: ISO 8601, UTC, with milliseconds.",
      updatedAt: "When it was last changed: ISO 8601, UTC, with milliseconds.",
    },
  },
  DocumentPhoto: {
    about: "A photo in a document.",
    properties: {
      url: "Web address of the photo in its largest size.",
      mediaType: "What the picture is.",
      data: "The picture itself as base64, of at most 1 MB. Left out of a public document.",
    },
  },
  JsonResume: {
    about: "A JSON Resume 1.0.0 (jsonresume.org/schema). What is unset is left out.",
    properties: {
      $schema: "Where the format's own schema is.",
      basics: "Who the person is.",
      work: "Jobs, in the order in which people see them.",
      education: "Schools and studies, in that order.",
      skills: "Skills, in that order.",
      meta: "About the document.",
    },
  },
  JsonResumeBasics: {
    about: "Who the person is.",
    properties: {
      name: "Full name.",
      label: "Professional title.",
      image: "Web address of the photo.",
      email: "E-mail address.",
      phone: "Telephone number in E.164 form.",
      url: "The first link of the platform `website`, which is in `profiles` too.",
      summary: "About the person.",
      location: "Where the person works.",
      profiles: "All links, in the order in which people see them.",
    },
  },
  JsonResumeLocation: {
    about: "Where the person works.",
    properties: { city: "The place in words, as it was written." },
  },
  JsonResumeProfile: {
    about: "A link to a page about the person elsewhere.",
    properties: {
      network: "The platform's name, such as `LinkedIn`.",
      username: "Name of the person there.",
      url: "Web address, escaped as RFC 3986 asks.",
    },
  },
  JsonResumeWork: {
    about: "A job.",
    properties: {
      name: "The employer.",
      position: "What the person is or was there.",
      location: "Where, in words.",
      startDate: `First month or year, ${PARTIAL_DATE}.`,
      endDate: `Last month or year, ${PARTIAL_DATE}; left out while it goes on.`,
      summary: "Plain text with line feeds.",
    },
  },
  JsonResumeEducation: {
    about: "A school or a course of study.",
    properties: {
      institution: "School or university.",
      area: "Subject.",
      studyType: "What was or will be obtained.",
      startDate: `First month or year, ${PARTIAL_DATE}.`,
      endDate: `Last month or year, ${PARTIAL_DATE}.`,
    },
  },
  JsonResumeSkill: { about: "A skill.", properties: { name: "The skill." } },
  JsonResumeMeta: {
    about: "About the document.",
    properties: {
      canonical: "Where its present version is for anybody; left out for a draft.",
      version: "Of the format.",
      lastModified: "When the profile was last changed: ISO 8601, UTC.",
    },
  },
  ProfileJsonLd: {
    about:
      "JSON-LD in the words of schema.org, as the page for people has it. What is unset is left out.",
    properties: {
      "@context": "Whose words these are.",
      "@type": "A page about a person.",
      url: "Address of the page; left out for a draft.",
      headline: "The owner's own line under the name.",
      dateCreated: "When the profile was made: ISO 8601, UTC.",
      dateModified: "When it was last changed: ISO 8601, UTC.",
      mainEntity: "The person: a `Person` with its `name`, `jobTitle`, `worksFor` and so on.",
    },
  },
};
