import type { SchemaWords } from "./schema-words.ts";

/** Of entries, whether sent or answered. */
export const ENTRY = {
  id: "The entry's id, a UUID; it stays when the entry is changed.",
  displayOrder:
    "Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first.",
};

/** Fields of a link, whether sent or answered. */
export const SOCIAL_LINK = {
  platform: "Where the link leads: one of a fixed list, `website` or `other`.",
  url: "Web address, http or https, without credentials; at most 2,048 characters.",
  username: 'Name of the person there, at most 120 characters; `""` when unset.',
};

/** Fields of a job, whether sent or answered. */
export const WORK_EXPERIENCE = {
  jobTitle: "What the person is or was there, 1 to 120 characters.",
  company: "The employer, 1 to 120 characters.",
  location: 'Where, in words; at most 120 characters, `""` when unset.',
  startDate: "First month or year, `YYYY-MM` or `YYYY`.",
  endDate:
    "Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null while it goes on.",
  description: 'Plain text with line feeds, at most 2,000 characters; `""` when unset.',
};

/** Fields of a school, whether sent or answered. */
export const EDUCATION = {
  institution: "School or university, 1 to 120 characters.",
  degree: 'What was or will be obtained, at most 120 characters; `""` when unset.',
  fieldOfStudy: 'Subject, at most 120 characters; `""` when unset.',
  startDate: "First month or year, `YYYY-MM` or `YYYY`; null when unset.",
  endDate: "Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null when unset.",
  description: 'Plain text with line feeds, at most 2,000 characters; `""` when unset.',
};

/** Of what one can write, in bodies, forms and answers alike. */
export const WRITABLE = {
  name: "Full name, 1 to 120 characters.",
  title: "Professional title, 1 to 120 characters.",
  company: 'Company or organisation, at most 120 characters; `""` when unset.',
  bio: 'About the person: plain text with line feeds, at most 5,000 characters; `""` when unset.',
  location: 'Where the person works, in words; at most 120 characters, `""` when unset.',
  vertical:
    'Line of business as a slug, such as `real-estate`, at most 60 characters; `""` when unset.',
  headline:
    'One line under the name, at most 220 characters: the owner\'s text, else "Title at Company".',
  skills: "At most 50, each 1 to 60 characters, none twice (upper and lower case are the same).",
  contactEmail: "E-mail address, at most 254 characters; null when unset.",
  contactPhone: "Telephone number in E.164 form, such as `+351210000000`; null when unset.",
  showEmail: "Whether the public page and the vCard show `contactEmail`. False unless set.",
  showPhone: "Whether the public page and the vCard show `contactPhone`. False unless set.",
  mcpDiscoverable: "Whether the directory finds the profile once it is published. True unless set.",
  slug: "Names the public page: 3 to 60 lowercase letters, digits and single hyphens. Unique over the whole service.",
  isPublic: "Whether the profile is published; a draft is seen by its owner alone.",
  isPrimary: "Whether this is the account's primary profile, of which there is one.",
  workExperiences: "Jobs, at most 50.",
  education: "Schools and studies, at most 50.",
  socialLinks: "Links to pages about the person elsewhere, at most 50.",
};

const PROFILE = {
  ...WRITABLE,
  id: "The profile's id, a UUID (version 7).",
  photoUrl: 'Web address of the photo in its largest size; `""` without a photo.',
  photo: "The photo with its sizes; null without a photo.",
  createdAt: "When the profile was made: ISO 8601, UTC, with milliseconds.",
  updatedAt: "When it was last changed: ISO 8601, UTC, with milliseconds.",
  version: "Goes up with every change; the `ETag` says the same in quotes.",
  takedown:
    "Why and since when whoever runs the service has taken the profile down: nobody else sees it, published or not. Null while it is not.",
};

const OWNERS = "Only of your own profiles.";

const PUBLIC_LINK = {
  ...SOCIAL_LINK,
  id: ENTRY.id,
  full_url: "The same as `url`.",
  display_order: ENTRY.displayOrder,
};

/** Of profiles as they are answered. */
export const PROFILE_WORDS: Readonly<Record<string, SchemaWords>> = {
  Profile: {
    about: "A profile as its owner sees it. Every field is always there.",
    properties: PROFILE,
  },
  VisibleProfile: {
    about:
      "Your own profile, or another account's published one: the latter has neither `isPrimary` nor `version` nor `mcpDiscoverable` nor `takedown`, and contact data only where its owner shows it.",
    properties: {
      ...PROFILE,
      isPrimary: `${PROFILE.isPrimary} ${OWNERS}`,
      version: `${PROFILE.version} ${OWNERS}`,
      mcpDiscoverable: `${PROFILE.mcpDiscoverable} ${OWNERS}`,
      takedown: `${PROFILE.takedown} ${OWNERS}`,
    },
  },
  PublicProfile: {
    about: "A published profile as anybody sees it.",
    properties: {
      ...PROFILE,
      contactEmail: "E-mail address; null unless the owner shows it.",
      contactPhone: "Telephone number in E.164 form; null unless the owner shows it.",
      skills: "Skills, each as an object.",
      workExperience: "The same as `workExperiences`.",
    },
  },
  PublicSocialLink: {
    about: "A link in the shape that published clients read.",
    properties: PUBLIC_LINK,
  },
  PublicSkill: {
    about: "A skill in the shape that published clients read.",
    properties: { name: "The skill, 1 to 60 characters." },
  },
  McpLink: { about: "A link of a contact.", properties: PUBLIC_LINK },
  McpProfile: {
    about: "What MCP servers show of the primary profile.",
    properties: { ...PROFILE, skills: "Skills, each as an object." },
  },
  WorkExperience: { about: "A job.", properties: { ...ENTRY, ...WORK_EXPERIENCE } },
  Education: { about: "A school or a course of study.", properties: { ...ENTRY, ...EDUCATION } },
  SocialLink: {
    about: "A link to a page about the person elsewhere.",
    properties: { ...ENTRY, ...SOCIAL_LINK },
  },
  Photo: {
    about: "A photo and where its sizes are.",
    properties: {
      url: "Web address of the largest size; the same as `photoUrl`.",
      sizes: "Web addresses of all sizes.",
      width: "Width of the largest size, in pixels.",
      height: "Height of the largest size, in pixels.",
      color: "The prevailing colour, as `#rrggbb`.",
    },
  },
  PhotoSizes: {
    about: "Each size fits in a square of that side; none is larger than the photo was.",
    properties: {
      "96": "Web address of the photo within 96 × 96 pixels.",
      "256": "Web address of the photo within 256 × 256 pixels.",
      "1024": "Web address of the photo within 1,024 × 1,024 pixels.",
    },
  },
  Takedown: {
    about: "That a profile was taken down by whoever runs the service.",
    properties: {
      reason: "Why: one of a fixed list. Others are told the same by the 410 of its public page.",
      since: "Since when: ISO 8601, UTC, with milliseconds.",
    },
  },
  NewPhotoUpload: {
    about: "Where and how to send the photo: one request, straight to the store.",
    properties: {
      id: "Names the upload when asking for its outcome; a UUID.",
      method: "The method to send it with.",
      url: "Address to send it to, good for one upload by anyone who knows it.",
      headers: "Headers to send with it, as they are.",
      expiresAt: "Until when it can be sent: ISO 8601, UTC, ten minutes from now.",
    },
  },
  PhotoUpload: {
    about: "What became of an upload.",
    properties: {
      id: "The upload, a UUID.",
      status:
        "`pending` until the file was looked at, then `ready` (it is the photo) or `rejected`.",
      waiting: "Whether the file has arrived and waits for its turn, or is being looked at.",
      reason: "Why it was rejected, for people; null otherwise.",
    },
  },
};
