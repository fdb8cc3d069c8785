import { READ_ONLY_FIELDS } from "../../model/profile/read-only-fields.ts";
import { EDUCATION, ENTRY, SOCIAL_LINK, WORK_EXPERIENCE, WRITABLE } from "./profile-words.ts";
import type { SchemaWords } from "./schema-words.ts";

const CLEARS = "Null, an empty text, or leaving it out, means unset.";

/** The same words without what unset fields are in answers. */
function asSent(words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(words).map(
      ([name, text]) => [name, text.replace(/[;,] (?:null|`""`) when unset\.$/, ".")] as const,
    ),
  );
}

const SENT = {
  ...asSent(WRITABLE),
  contactPhone:
    "Telephone number with its country code, as `+442079460958` or `+44 20 7946 0958`; kept in E.164 form.",
  headline:
    "One line under the name, at most 220 characters; empty for the one made of title and company.",
  slug: "Names the public page: 3 to 60 lowercase letters, digits and single hyphens, no reserved word. 409 when taken.",
  isPrimary: "Makes this the primary profile; the former one stops being it.",
};
const LISTS = {
  workExperiences: "Replaces all jobs, at most 50; those with an `id` stay what they are.",
  education: "Replaces all schools, at most 50; those with an `id` stay what they are.",
  socialLinks: "Replaces all links, at most 50; those with an `id` stay what they are.",
};
const FORM = {
  ...SENT,
  skills: "A part for each, at most 50; each 1 to 60 characters, none twice.",
  contactEmail: "E-mail address, at most 254 characters; empty for none.",
  contactPhone: "Telephone number with its country code; empty for none.",
};

const AS_READ = Object.fromEntries(
  READ_ONLY_FIELDS.map((field) => [field, "May be sent back as it was read, and nothing else."]),
);

const PLACE = {
  displayOrder: "Place in the list, from 0 to 10,000, the least first. At the end when left out.",
};
const LISTED = {
  id: "Of an entry that is in the list already; left out for a new one.",
  ...PLACE,
};

const SECTIONS = {
  SocialLink: [
    {
      ...asSent(SOCIAL_LINK),
      url: "Web address, http or https, without credentials, at most 2,048 characters; `https://` may be left out, and `@name` stands for the person's page on the platform beside it.",
    },
    "a link",
  ],
  WorkExperience: [asSent(WORK_EXPERIENCE), "a job"],
  Education: [asSent(EDUCATION), "a school or course"],
} as const;

const entries = Object.entries(SECTIONS).flatMap(([name, [properties, what]]) => [
  [
    `${name}Input`,
    { about: `In a list that is sent: ${what}.`, properties: { ...properties, ...LISTED } },
  ],
  [`Add${name}Body`, { about: `To add ${what}.`, properties: { ...properties, ...PLACE } }],
  [
    `Update${name}Body`,
    {
      about: `To change ${what}: absent fields stay, null clears.`,
      properties: {
        ...properties,
        displayOrder: ENTRY.displayOrder,
        id: "May be sent back as it was read, and nothing else.",
      },
    },
  ],
]);

/** Of profiles as they are sent. */
export const PROFILE_INPUT_WORDS: Readonly<Record<string, SchemaWords>> = {
  CreateProfileBody: { about: `A new profile. ${CLEARS}`, properties: SENT },
  CreateProfileForm: {
    about: "A new profile as a form, with a photo or without.",
    properties: FORM,
  },
  UpdateProfileBody: {
    about:
      "A merge patch: absent fields stay, null and empty texts clear, lists replace the whole list.",
    properties: { ...SENT, ...LISTS, ...AS_READ },
  },
  UpdateProfileForm: {
    about: "The fields to change as a form, usually beside a new photo; absent ones stay.",
    properties: FORM,
  },
  CreatePhotoUploadBody: {
    about: "The file that will be sent.",
    properties: {
      contentType: "Its media type.",
      contentLength: "Its length in bytes, exactly: 1 to 5,242,880.",
    },
  },
  ...Object.fromEntries(entries),
};
