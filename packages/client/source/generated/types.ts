// Made from docs/openapi.json by `npm run openapi`. Changes here are lost.

/** A profile as its owner sees it. Every field is always there. */
export interface Profile {
  /** The profile's id, a UUID (version 7). */
  id: string;
  /** Names the public page: 3 to 60 lowercase letters, digits and single hyphens. Unique over the whole service. */
  slug: string;
  /** Full name, 1 to 120 characters. */
  name: string;
  /** Professional title, 1 to 120 characters. */
  title: string;
  /** Company or organisation, at most 120 characters; `""` when unset. */
  company: string;
  /** About the person: plain text with line feeds, at most 5,000 characters; `""` when unset. */
  bio: string;
  /** Where the person works, in words; at most 120 characters, `""` when unset. */
  location: string;
  /** Web address of the photo in its largest size; `""` without a photo. */
  photoUrl: string;
  /** The photo with its sizes; null without a photo. */
  photo: Photo | null;
  /** Whether the profile is published; a draft is seen by its owner alone. */
  isPublic: boolean;
  /** One line under the name, at most 220 characters: the owner's text, else "Title at Company". */
  headline: string;
  /** At most 50, each 1 to 60 characters, none twice (upper and lower case are the same). */
  skills: string[];
  /** Jobs, at most 50. */
  workExperiences: WorkExperience[];
  /** Schools and studies, at most 50. */
  education: Education[];
  /** Links to pages about the person elsewhere, at most 50. */
  socialLinks: SocialLink[];
  /** When the profile was made: ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** When it was last changed: ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  /** Line of business as a slug, such as `real-estate`, at most 60 characters; `""` when unset. */
  vertical: string;
  /** E-mail address, at most 254 characters; null when unset. */
  contactEmail: string | null;
  /** Telephone number in E.164 form, such as `+351210000000`; null when unset. */
  contactPhone: string | null;
  /** Whether the public page and the vCard show `contactEmail`. False unless set. */
  showEmail: boolean;
  /** Whether the public page and the vCard show `contactPhone`. False unless set. */
  showPhone: boolean;
  /** Whether this is the account's primary profile, of which there is one. */
  isPrimary: boolean;
  /** Goes up with every change; the `ETag` says the same in quotes. */
  version: number;
  /** Whether the directory finds the profile once it is published. True unless set. */
  mcpDiscoverable: boolean;
  /** Why and since when whoever runs the service has taken the profile down: nobody else sees it, published or not. Null while it is not. */
  takedown: Takedown | null;
}

/** Your own profile, or another account's published one: the latter has neither `isPrimary` nor `version` nor `mcpDiscoverable` nor `takedown`, and contact data only where its owner shows it. */
export interface VisibleProfile {
  /** The profile's id, a UUID (version 7). */
  id: string;
  /** Names the public page: 3 to 60 lowercase letters, digits and single hyphens. Unique over the whole service. */
  slug: string;
  /** Full name, 1 to 120 characters. */
  name: string;
  /** Professional title, 1 to 120 characters. */
  title: string;
  /** Company or organisation, at most 120 characters; `""` when unset. */
  company: string;
  /** About the person: plain text with line feeds, at most 5,000 characters; `""` when unset. */
  bio: string;
  /** Where the person works, in words; at most 120 characters, `""` when unset. */
  location: string;
  /** Web address of the photo in its largest size; `""` without a photo. */
  photoUrl: string;
  /** The photo with its sizes; null without a photo. */
  photo: Photo | null;
  /** Whether the profile is published; a draft is seen by its owner alone. */
  isPublic: boolean;
  /** One line under the name, at most 220 characters: the owner's text, else "Title at Company". */
  headline: string;
  /** At most 50, each 1 to 60 characters, none twice (upper and lower case are the same). */
  skills: string[];
  /** Jobs, at most 50. */
  workExperiences: WorkExperience[];
  /** Schools and studies, at most 50. */
  education: Education[];
  /** Links to pages about the person elsewhere, at most 50. */
  socialLinks: SocialLink[];
  /** When the profile was made: ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** When it was last changed: ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  /** Line of business as a slug, such as `real-estate`, at most 60 characters; `""` when unset. */
  vertical: string;
  /** E-mail address, at most 254 characters; null when unset. */
  contactEmail: string | null;
  /** Telephone number in E.164 form, such as `+351210000000`; null when unset. */
  contactPhone: string | null;
  /** Whether the public page and the vCard show `contactEmail`. False unless set. */
  showEmail: boolean;
  /** Whether the public page and the vCard show `contactPhone`. False unless set. */
  showPhone: boolean;
  /** Whether this is the account's primary profile, of which there is one. Only of your own profiles. */
  isPrimary?: boolean;
  /** Goes up with every change; the `ETag` says the same in quotes. Only of your own profiles. */
  version?: number;
  /** Whether the directory finds the profile once it is published. True unless set. Only of your own profiles. */
  mcpDiscoverable?: boolean;
  /** Why and since when whoever runs the service has taken the profile down: nobody else sees it, published or not. Null while it is not. Only of your own profiles. */
  takedown?: Takedown | null;
}

/** A published profile as anybody sees it. */
export interface PublicProfile {
  /** The profile's id, a UUID (version 7). */
  id: string;
  /** Names the public page: 3 to 60 lowercase letters, digits and single hyphens. Unique over the whole service. */
  slug: string;
  /** Full name, 1 to 120 characters. */
  name: string;
  /** Professional title, 1 to 120 characters. */
  title: string;
  /** Company or organisation, at most 120 characters; `""` when unset. */
  company: string;
  /** About the person: plain text with line feeds, at most 5,000 characters; `""` when unset. */
  bio: string;
  /** Where the person works, in words; at most 120 characters, `""` when unset. */
  location: string;
  /** Web address of the photo in its largest size; `""` without a photo. */
  photoUrl: string;
  /** The photo with its sizes; null without a photo. */
  photo: Photo | null;
  /** Whether the profile is published; a draft is seen by its owner alone. */
  isPublic: boolean;
  /** One line under the name, at most 220 characters: the owner's text, else "Title at Company". */
  headline: string;
  /** Skills, each as an object. */
  skills: PublicSkill[];
  /** Jobs, at most 50. */
  workExperiences: WorkExperience[];
  /** Schools and studies, at most 50. */
  education: Education[];
  /** Links to pages about the person elsewhere, at most 50. */
  socialLinks: PublicSocialLink[];
  /** When the profile was made: ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** When it was last changed: ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  /** Line of business as a slug, such as `real-estate`, at most 60 characters; `""` when unset. */
  vertical: string;
  /** E-mail address; null unless the owner shows it. */
  contactEmail: string | null;
  /** Telephone number in E.164 form; null unless the owner shows it. */
  contactPhone: string | null;
  /** Whether the public page and the vCard show `contactEmail`. False unless set. */
  showEmail: boolean;
  /** Whether the public page and the vCard show `contactPhone`. False unless set. */
  showPhone: boolean;
  /** The same as `workExperiences`. */
  workExperience: WorkExperience[];
}

/** A link in the shape that published clients read. */
export interface PublicSocialLink {
  /** The entry's id, a UUID; it stays when the entry is changed. */
  id: string;
  /** Where the link leads: one of a fixed list, `website` or `other`. */
  platform: string;
  /** Name of the person there, at most 120 characters; `""` when unset. */
  username: string;
  /** Web address, http or https, without credentials; at most 2,048 characters. */
  url: string;
  /** The same as `url`. */
  full_url: string;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  display_order: number;
}

/** A skill in the shape that published clients read. */
export interface PublicSkill {
  /** The skill, 1 to 60 characters. */
  name: string;
}

/** A job. */
export interface WorkExperience {
  /** The entry's id, a UUID; it stays when the entry is changed. */
  id: string;
  /** What the person is or was there, 1 to 120 characters. */
  jobTitle: string;
  /** The employer, 1 to 120 characters. */
  company: string;
  /** Where, in words; at most 120 characters, `""` when unset. */
  location: string;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate: string;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null while it goes on. */
  endDate: string | null;
  /** Plain text with line feeds, at most 2,000 characters; `""` when unset. */
  description: string;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder: number;
}

/** A school or a course of study. */
export interface Education {
  /** The entry's id, a UUID; it stays when the entry is changed. */
  id: string;
  /** School or university, 1 to 120 characters. */
  institution: string;
  /** What was or will be obtained, at most 120 characters; `""` when unset. */
  degree: string;
  /** Subject, at most 120 characters; `""` when unset. */
  fieldOfStudy: string;
  /** First month or year, `YYYY-MM` or `YYYY`; null when unset. */
  startDate: string | null;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null when unset. */
  endDate: string | null;
  /** Plain text with line feeds, at most 2,000 characters; `""` when unset. */
  description: string;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder: number;
}

/** A link to a page about the person elsewhere. */
export interface SocialLink {
  /** The entry's id, a UUID; it stays when the entry is changed. */
  id: string;
  /** Where the link leads: one of a fixed list, `website` or `other`. */
  platform: string;
  /** Web address, http or https, without credentials; at most 2,048 characters. */
  url: string;
  /** Name of the person there, at most 120 characters; `""` when unset. */
  username: string;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder: number;
}

/** A photo and where its sizes are. */
export interface Photo {
  /** Web address of the largest size; the same as `photoUrl`. */
  url: string;
  /** Web addresses of all sizes. */
  sizes: PhotoSizes;
  /** Width of the largest size, in pixels. */
  width: number;
  /** Height of the largest size, in pixels. */
  height: number;
  /** The prevailing colour, as `#rrggbb`. */
  color: string;
}

/** Each size fits in a square of that side; none is larger than the photo was. */
export interface PhotoSizes {
  /** Web address of the photo within 96 × 96 pixels. */
  "96": string;
  /** Web address of the photo within 256 × 256 pixels. */
  "256": string;
  /** Web address of the photo within 1,024 × 1,024 pixels. */
  "1024": string;
}

/** That a profile was taken down by whoever runs the service. */
export interface Takedown {
  /** Why: one of a fixed list. Others are told the same by the 410 of its public page. */
  reason: "legal_request" | "copyright" | "impersonation" | "abuse" | "spam" | "account_suspended" | "other";
  /** Since when: ISO 8601, UTC, with milliseconds. */
  since: string;
}

/** A profile in our own format: all that one writes of it, ready to be imported, here or in another deployment. */
export interface ProfileDocument {
  /** Tells this format from every other. */
  format: "profiles-api/profile";
  /** Of the format. */
  version: 1;
  /** Where the document comes from. An import takes nothing of it. */
  source: DocumentSource;
  /** What one writes of a profile. A PATCH takes it as it is. */
  profile: ProfileContent;
  /** The photo; null without one. */
  photo: DocumentPhoto | null;
}

/** All that one writes of a profile. */
export interface ProfileContent {
  /** Full name, 1 to 120 characters. */
  name: string;
  /** Professional title, 1 to 120 characters. */
  title: string;
  /** Company or organisation, at most 120 characters; `""` when unset. */
  company: string;
  /** About the person: plain text with line feeds, at most 5,000 characters; `""` when unset. */
  bio: string;
  /** Where the person works, in words; at most 120 characters, `""` when unset. */
  location: string;
  /** Line of business as a slug, such as `real-estate`, at most 60 characters; `""` when unset. */
  vertical: string;
  /** The owner's own line under the name; null where it is made of title and company. */
  headline: string | null;
  /** At most 50, each 1 to 60 characters, none twice (upper and lower case are the same). */
  skills: string[];
  /** E-mail address, at most 254 characters; null when unset. */
  contactEmail: string | null;
  /** Telephone number in E.164 form, such as `+351210000000`; null when unset. */
  contactPhone: string | null;
  /** Whether the public page and the vCard show `contactEmail`. False unless set. */
  showEmail: boolean;
  /** Whether the public page and the vCard show `contactPhone`. False unless set. */
  showPhone: boolean;
  /** Whether the directory finds the profile once it is published. True unless set. Left out of a public document. */
  mcpDiscoverable?: boolean;
  /** Jobs, at most 50. */
  workExperiences: WorkExperienceContent[];
  /** Schools and studies, at most 50. */
  education: EducationContent[];
  /** Links to pages about the person elsewhere, at most 50. */
  socialLinks: SocialLinkContent[];
}

/** A job, without an id: it gets one where it is taken in. */
export interface WorkExperienceContent {
  /** What the person is or was there, 1 to 120 characters. */
  jobTitle: string;
  /** The employer, 1 to 120 characters. */
  company: string;
  /** Where, in words; at most 120 characters, `""` when unset. */
  location: string;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate: string;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null while it goes on. */
  endDate: string | null;
  /** Plain text with line feeds, at most 2,000 characters; `""` when unset. */
  description: string;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder: number;
}

/** A school or a course of study, without an id: it gets one where it is taken in. */
export interface EducationContent {
  /** School or university, 1 to 120 characters. */
  institution: string;
  /** What was or will be obtained, at most 120 characters; `""` when unset. */
  degree: string;
  /** Subject, at most 120 characters; `""` when unset. */
  fieldOfStudy: string;
  /** First month or year, `YYYY-MM` or `YYYY`; null when unset. */
  startDate: string | null;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null when unset. */
  endDate: string | null;
  /** Plain text with line feeds, at most 2,000 characters; `""` when unset. */
  description: string;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder: number;
}

/** A link to a page about the person elsewhere, without an id: it gets one where it is taken in. */
export interface SocialLinkContent {
  /** Where the link leads: one of a fixed list, `website` or `other`. */
  platform: string;
  /** Web address, http or https, without credentials; at most 2,048 characters. */
  url: string;
  /** Name of the person there, at most 120 characters; `""` when unset. */
  username: string;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder: number;
}

/** The profile that a document was made of. */
export interface DocumentSource {
  /** Its id, a UUID. */
  id: string;
  /** Names the public page: 3 to 60 lowercase letters, digits and single hyphens. Unique over the whole service. */
  slug: string;
  /** Whether the profile is published; a draft is seen by its owner alone. Left out of a public document. */
  isPublic?: boolean;
  /** Whether this is the account's primary profile, of which there is one. Left out of a public document. */
  isPrimary?: boolean;
  /** When the profile was made: ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** When it was last changed: ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
}

/** A photo in a document. */
export interface DocumentPhoto {
  /** Web address of the photo in its largest size. */
  url: string;
  /** What the picture is. */
  mediaType: "image/jpeg";
  /** The picture itself as base64, of at most 1 MB. Left out of a public document. */
  data?: string;
}

/** A JSON Resume 1.0.0 (jsonresume.org/schema). What is unset is left out. */
export interface JsonResume {
  /** Where the format's own schema is. */
  $schema: string;
  /** Who the person is. */
  basics: JsonResumeBasics;
  /** Jobs, in the order in which people see them. */
  work: JsonResumeWork[];
  /** Schools and studies, in that order. */
  education: JsonResumeEducation[];
  /** Skills, in that order. */
  skills: JsonResumeSkill[];
  /** About the document. */
  meta: JsonResumeMeta;
}

/** Who the person is. */
export interface JsonResumeBasics {
  /** Full name. */
  name: string;
  /** Professional title. */
  label: string;
  /** Web address of the photo. */
  image?: string;
  /** E-mail address. */
  email?: string;
  /** Telephone number in E.164 form. */
  phone?: string;
  /** The first link of the platform `website`, which is in `profiles` too. */
  url?: string;
  /** About the person. */
  summary?: string;
  /** Where the person works. */
  location?: JsonResumeLocation;
  /** All links, in the order in which people see them. */
  profiles?: JsonResumeProfile[];
}

/** Where the person works. */
export interface JsonResumeLocation {
  /** The place in words, as it was written. */
  city: string;
}

/** A link to a page about the person elsewhere. */
export interface JsonResumeProfile {
  /** The platform's name, such as `LinkedIn`. */
  network: string;
  /** Name of the person there. */
  username?: string;
  /** Web address, escaped as RFC 3986 asks. */
  url: string;
}

/** A job. */
export interface JsonResumeWork {
  /** The employer. */
  name: string;
  /** What the person is or was there. */
  position: string;
  /** Where, in words. */
  location?: string;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate: string;
  /** Last month or year, `YYYY-MM` or `YYYY`; left out while it goes on. */
  endDate?: string;
  /** Plain text with line feeds. */
  summary?: string;
}

/** A school or a course of study. */
export interface JsonResumeEducation {
  /** School or university. */
  institution: string;
  /** Subject. */
  area?: string;
  /** What was or will be obtained. */
  studyType?: string;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate?: string;
  /** Last month or year, `YYYY-MM` or `YYYY`. */
  endDate?: string;
}

/** A skill. */
export interface JsonResumeSkill {
  /** The skill. */
  name: string;
}

/** About the document. */
export interface JsonResumeMeta {
  /** Where its present version is for anybody; left out for a draft. */
  canonical?: string;
  /** Of the format. */
  version: string;
  /** When the profile was last changed: ISO 8601, UTC. */
  lastModified: string;
}

/** JSON-LD in the words of schema.org, as the page for people has it. What is unset is left out. */
export interface ProfileJsonLd {
  /** Whose words these are. */
  "@context": "https://schema.org";
  /** A page about a person. */
  "@type": "ProfilePage";
  /** Address of the page; left out for a draft. */
  url?: string;
  /** The owner's own line under the name. */
  headline?: string;
  /** When the profile was made: ISO 8601, UTC. */
  dateCreated: string;
  /** When it was last changed: ISO 8601, UTC. */
  dateModified: string;
  /** The person: a `Person` with its `name`, `jobTitle`, `worksFor` and so on. */
  mainEntity: { [name: string]: unknown };
}

/** Where and how to send the photo: one request, straight to the store. */
export interface NewPhotoUpload {
  /** Names the upload when asking for its outcome; a UUID. */
  id: string;
  /** The method to send it with. */
  method: "PUT";
  /** Address to send it to, good for one upload by anyone who knows it. */
  url: string;
  /** Headers to send with it, as they are. */
  headers: { [name: string]: string };
  /** Until when it can be sent: ISO 8601, UTC, ten minutes from now. */
  expiresAt: string;
}

/** What became of an upload. */
export interface PhotoUpload {
  /** The upload, a UUID. */
  id: string;
  /** `pending` until the file was looked at, then `ready` (it is the photo) or `rejected`. */
  status: "pending" | "ready" | "rejected";
  /** Whether the file has arrived and waits for its turn, or is being looked at. */
  waiting: boolean;
  /** Why it was rejected, for people; null otherwise. */
  reason: string | null;
}

/** What an import made of a document, or would make of it. */
export interface Import {
  /** The profile as it is now, or as it would be. */
  profile: Profile;
  /** The profile's fields that come from the document, each with its place there: `name`, `workExperiences[0].jobTitle`, `photo`. */
  taken: string[];
  /** Values that were taken in another form than the document has them. */
  changed: ImportChange[];
  /** What the document has and the profile has not. After 200 lines the last one says how many more there are. */
  left: ImportLeft[];
}

/** A value that was taken in another form. */
export interface ImportChange {
  /** The profile's field, with its place in the document: `workExperiences[0].startDate`. */
  field: string;
  /** As the document has it, at most 200 characters. */
  from: string;
  /** As the profile has it. */
  to: string;
  /** The reason, in a sentence for people. */
  why: string;
}

/** Something of the document that was not taken. */
export interface ImportLeft {
  /** By the document's own name, with its place: `basics.profiles[2].username`. */
  field: string;
  /** The reason, in a sentence for people. */
  why: string;
}

/** A saved profile as it is now. Every field is always there. */
export interface Contact {
  /** The contact's id, a UUID. */
  id: string;
  /** Id of the profile, a UUID. */
  profileId: string;
  /** Full name now; `""` while the profile is not available. */
  name: string;
  /** Professional title now; `""` while the profile is not available. */
  title: string;
  /** Company now; `""` when unset, or `""` while the profile is not available. */
  company: string;
  /** Where the person works; `""` when unset, or `""` while the profile is not available. */
  location: string;
  /** Web address of the photo; `""` without one. */
  photoUrl: string;
  /** The photo with its sizes; null without one. */
  photo: Photo | null;
  /** When it was saved: ISO 8601, UTC, with milliseconds. */
  savedAt: string;
  /** Where the profile was met: `qr_scan`, `web` or `mcp`. */
  source: "qr_scan" | "web" | "mcp";
  /** Whether the profile is published now. */
  profileAvailable: boolean;
  /** "Profile not available" or "Profile removed"; null while it is published. */
  notice: string | null;
  /** When the profile was deleted: ISO 8601, UTC; null unless it was. */
  removedAt: string | null;
}

/** A page of contacts, the newest first. */
export interface ContactList {
  /** The contacts, at most 50. */
  contacts: Contact[];
  /** How many contacts the account has. */
  total: number;
  /** Whether there are more after this page. */
  hasMore: boolean;
  /** Send it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/** How many contacts the account's plan allows. */
export interface ContactLimits {
  /** Most contacts there may be; null for no limit. */
  limit: number | null;
  /** How many there are. */
  used: number;
  /** How many more there may be; null for no limit. */
  remaining: number | null;
}

/** That a profile was scanned. */
export interface Scan {
  /** The scan's id, a UUID. */
  id: string;
  /** Id of the profile, a UUID. */
  profileId: string;
  /** Where the profile was met: `qr_scan`, `web` or `mcp`. */
  source: "qr_scan" | "web" | "mcp";
  /** When: ISO 8601, UTC, with milliseconds. */
  scannedAt: string;
}

/** Recent scans of the account's profiles. */
export interface ScanList {
  /** The scans, at most 100, the newest first. */
  scans: Scan[];
}

/** A page of the profiles that were found. */
export interface DirectoryPage {
  /** The profiles, at most `limit`; a page may hold fewer. */
  results: DirectoryResult[];
  /** How many were found so far, by the index where not all were looked at: those may include profiles that have just closed, which no page shows. */
  total: number;
  /** Whether every match was looked at, and `total` is all. */
  totalIsExact: boolean;
  /** Send it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/** A profile that was found, as it is now. */
export interface DirectoryResult {
  /** Full name. */
  name: string;
  /** Names the public page: `GET /api/v1/profiles/p/{slug}`. */
  slug: string;
  /** Professional title. */
  title: string;
  /** Company; `""` when unset. */
  company: string;
  /** Web address of the photo; `""` without one. */
  photoUrl: string;
  /** Where the person works; `""` when unset. */
  location: string;
  /** What this profile acts as: its vertical, else its title. */
  activeIdentities: string[];
}

/** A visitor who left their details with a profile. */
export interface Lead {
  /** The lead's id, a UUID. */
  id: string;
  /** The profile they left them with, a UUID. */
  profileId: string;
  /** The visitor's name. */
  name: string;
  /** The visitor's e-mail address. */
  email: string;
  /** When they agreed: ISO 8601, UTC, with milliseconds. */
  consentedAt: string;
  /** To what they agreed. */
  consent: LeadConsent;
}

/** The words that a visitor agreed to. */
export interface LeadConsent {
  /** Names the text: the date it was written, `YYYY-MM-DD`. */
  version: string;
  /** As it was shown. */
  text: string;
}

/** A page of leads, the newest first. */
export interface LeadList {
  /** The leads, at most 50; a page may be short. */
  leads: Lead[];
  /** Send it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/** The same for a first and for a repeated lead. */
export interface SavedLead {
  /** Always true. */
  contactSaved: true;
}

/** What MCP servers show of the primary profile. */
export interface McpProfile {
  /** The profile's id, a UUID (version 7). */
  id: string;
  /** Names the public page: 3 to 60 lowercase letters, digits and single hyphens. Unique over the whole service. */
  slug: string;
  /** Full name, 1 to 120 characters. */
  name: string;
  /** Professional title, 1 to 120 characters. */
  title: string;
  /** Company or organisation, at most 120 characters; `""` when unset. */
  company: string;
  /** About the person: plain text with line feeds, at most 5,000 characters; `""` when unset. */
  bio: string;
  /** Where the person works, in words; at most 120 characters, `""` when unset. */
  location: string;
  /** E-mail address, at most 254 characters; null when unset. */
  contactEmail: string | null;
  /** Telephone number in E.164 form, such as `+351210000000`; null when unset. */
  contactPhone: string | null;
  /** Whether the profile is published; a draft is seen by its owner alone. */
  isPublic: boolean;
  /** Whether the directory finds the profile once it is published. True unless set. */
  mcpDiscoverable: boolean;
  /** Links to pages about the person elsewhere, at most 50. */
  socialLinks: PublicSocialLink[];
  /** Skills, each as an object. */
  skills: PublicSkill[];
}

/** A contact as MCP servers show it. */
export interface McpContact {
  /** The contact's id, a UUID. */
  id: string;
  /** Id of the profile, a UUID. */
  profileId: string;
  /** Always null: nobody is told whose a profile is. */
  userId: null;
  /** Full name now; `""` while the profile is not available. */
  name: string;
  /** Professional title now; `""` while the profile is not available. */
  title: string;
  /** Company now; `""` when unset, or `""` while the profile is not available. */
  company: string;
  /** E-mail address; null unless its owner shows it. */
  email: string | null;
  /** Telephone number in E.164 form; null unless its owner shows it. */
  phone: string | null;
  /** The profile's first links. */
  socialLinks: McpLink[];
  /** Whether the profile is published now. */
  profileAvailable: boolean;
}

/** A page of contacts, the newest first. */
export interface McpContactList {
  /** The contacts, at most 50. */
  contacts: McpContact[];
  /** How many contacts the account has. */
  total: number;
  /** Whether there are more after this page. */
  hasMore: boolean;
}

/** A link of a contact. */
export interface McpLink {
  /** Where the link leads: one of a fixed list, `website` or `other`. */
  platform: string;
  /** Web address, http or https, without credentials; at most 2,048 characters. */
  url: string;
  /** Name of the person there, at most 120 characters; `""` when unset. */
  username: string;
  /** The same as `url`. */
  full_url: string;
}

/** How often a profile was looked at. */
export interface AnalyticsSummary {
  /** The profile, a UUID. */
  profileId: string;
  /** Length of the period in UTC days, today's included. */
  periodDays: number;
  /** Views of the public page and the vCard during the period. */
  totalViews: number;
  /** Sum of each day's viewers, for nobody is known again on the next day. Exact up to 256 a day; beyond, a day is 8 % off as a rule. One address is at most 8 viewers of a profile and day. */
  uniqueViewers: number;
  /** Views of the page with `source=qr_scan`, and scans that were recorded. */
  qrScans: number;
  /** How often it was saved as a contact during the period. */
  savedCount: number;
  /** Views during the last 7 UTC days, whatever the period. */
  viewsThisWeek: number;
  /** Scans during the last 7 UTC days, whatever the period. */
  qrScansThisWeek: number;
  /** The views by where they came from. */
  bySource: ViewsBySource;
}

/** Views of the period by where they came from. */
export interface ViewsBySource {
  /** Views of the page by a link, or without a `source`. */
  web: number;
  /** Views of the page by its QR code. */
  qr_scan: number;
  /** Views of the page by a program that shows it to somebody. */
  mcp: number;
  /** Downloads of the vCard. */
  vcard: number;
}

/** An export that was asked for. */
export interface NewAccountExport {
  /** Names the export when asking for its outcome; a UUID. */
  id: string;
  /** `pending`: it is being made. */
  status: "pending" | "ready" | "failed";
}

/** What became of an export. */
export interface AccountExport {
  /** The export, a UUID. */
  id: string;
  /** `pending` while it is being made, then `ready`; `failed` after a day without success. */
  status: "pending" | "ready" | "failed";
  /** Where the archive is, for anyone who knows the address; null unless it is ready. */
  url: string | null;
  /** Until when the address is good: ISO 8601, UTC; null unless it is ready. */
  expiresAt: string | null;
}

/** An API key without its secret. */
export interface ApiKey {
  /** The key's id: 16 lowercase letters and digits. It is part of the key and no secret. */
  id: string;
  /** What the owner calls it, 1 to 120 characters. */
  name: string;
  /** The key's last four characters. */
  last4: string;
  /** `active` or, after `expiresAt`, `expired`. */
  status: "active" | "expired";
  /** When it was issued: ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** When it stops being good: ISO 8601, UTC; null for never. */
  expiresAt: string | null;
  /** About when it was last used: ISO 8601, UTC; null for not yet. */
  lastUsedAt: string | null;
}

/** An API key with its secret, which is shown this once. */
export interface NewApiKey {
  /** The key's id: 16 lowercase letters and digits. It is part of the key and no secret. */
  id: string;
  /** What the owner calls it, 1 to 120 characters. */
  name: string;
  /** The key's last four characters. */
  last4: string;
  /** `active` or, after `expiresAt`, `expired`. */
  status: "active" | "expired";
  /** When it was issued: ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** When it stops being good: ISO 8601, UTC; null for never. */
  expiresAt: string | null;
  /** About when it was last used: ISO 8601, UTC; null for not yet. */
  lastUsedAt: string | null;
  /** The whole key. It is not stored; keep it safe. */
  key: string;
}

/** An erasure of an account, of which nothing can be read any more. */
export interface Erasure {
  /** By which the operator finds its receipt, a UUID. */
  id: string;
  /** `pending` until the last of it is removed. */
  status: "pending";
}

/** That the API answers. */
export interface Health {
  /** Always `ok`. */
  status: "ok";
}

/** This document. */
export type OpenapiDocument = {
  /** Version of the OpenAPI specification, `3.1.0`. */
  openapi: string;
  [name: string]: unknown;
};

/** A new profile. Null, an empty text, or leaving it out, means unset. */
export interface CreateProfileBody {
  /** Full name, 1 to 120 characters. */
  name: string;
  /** Professional title, 1 to 120 characters. */
  title: string;
  /** Company or organisation, at most 120 characters. */
  company?: string | null;
  /** About the person: plain text with line feeds, at most 5,000 characters. */
  bio?: string | null;
  /** Where the person works, in words; at most 120 characters. */
  location?: string | null;
  /** Line of business as a slug, such as `real-estate`, at most 60 characters. */
  vertical?: string | null;
  /** One line under the name, at most 220 characters; empty for the one made of title and company. */
  headline?: string | null;
  /** At most 50, each 1 to 60 characters, none twice (upper and lower case are the same). */
  skills?: string[] | null;
  /** E-mail address, at most 254 characters. */
  contactEmail?: string | null;
  /** Telephone number with its country code, as `+442079460958` or `+44 20 7946 0958`; kept in E.164 form. */
  contactPhone?: string | null;
  /** Whether the public page and the vCard show `contactEmail`. False unless set. */
  showEmail?: boolean | null;
  /** Whether the public page and the vCard show `contactPhone`. False unless set. */
  showPhone?: boolean | null;
  /** Whether the directory finds the profile once it is published. True unless set. */
  mcpDiscoverable?: boolean | null;
}

/** A merge patch: absent fields stay, null and empty texts clear, lists replace the whole list. */
export interface UpdateProfileBody {
  /** Full name, 1 to 120 characters. */
  name?: string;
  /** Professional title, 1 to 120 characters. */
  title?: string;
  /** Company or organisation, at most 120 characters. */
  company?: string | null;
  /** About the person: plain text with line feeds, at most 5,000 characters. */
  bio?: string | null;
  /** Where the person works, in words; at most 120 characters. */
  location?: string | null;
  /** Line of business as a slug, such as `real-estate`, at most 60 characters. */
  vertical?: string | null;
  /** One line under the name, at most 220 characters; empty for the one made of title and company. */
  headline?: string | null;
  /** At most 50, each 1 to 60 characters, none twice (upper and lower case are the same). */
  skills?: string[] | null;
  /** E-mail address, at most 254 characters. */
  contactEmail?: string | null;
  /** Telephone number with its country code, as `+442079460958` or `+44 20 7946 0958`; kept in E.164 form. */
  contactPhone?: string | null;
  /** Whether the public page and the vCard show `contactEmail`. False unless set. */
  showEmail?: boolean | null;
  /** Whether the public page and the vCard show `contactPhone`. False unless set. */
  showPhone?: boolean | null;
  /** Whether the directory finds the profile once it is published. True unless set. */
  mcpDiscoverable?: boolean | null;
  /** Names the public page: 3 to 60 lowercase letters, digits and single hyphens, no reserved word. 409 when taken. */
  slug?: string;
  /** Whether the profile is published; a draft is seen by its owner alone. */
  isPublic?: boolean;
  /** Makes this the primary profile; the former one stops being it. */
  isPrimary?: boolean;
  /** Replaces all jobs, at most 50; those with an `id` stay what they are. */
  workExperiences?: WorkExperienceInput[] | null;
  /** Replaces all schools, at most 50; those with an `id` stay what they are. */
  education?: EducationInput[] | null;
  /** Replaces all links, at most 50; those with an `id` stay what they are. */
  socialLinks?: SocialLinkInput[] | null;
  /** May be sent back as it was read, and nothing else. */
  id?: unknown;
  /** May be sent back as it was read, and nothing else. */
  photoUrl?: unknown;
  /** May be sent back as it was read, and nothing else. */
  photo?: unknown;
  /** May be sent back as it was read, and nothing else. */
  createdAt?: unknown;
  /** May be sent back as it was read, and nothing else. */
  updatedAt?: unknown;
  /** May be sent back as it was read, and nothing else. */
  version?: unknown;
  /** May be sent back as it was read, and nothing else. */
  takedown?: unknown;
}

/** The file that will be sent. */
export interface CreatePhotoUploadBody {
  /** Its media type. */
  contentType: "image/jpeg" | "image/png";
  /** Its length in bytes, exactly: 1 to 5,242,880. */
  contentLength: number;
}

/** The profile to save, and where it was found. */
export interface SaveContactBody {
  /** Id of a published profile, a UUID. */
  profileId: string;
  /** Where the profile was met: `qr_scan`, `web` or `mcp`. */
  source: "qr_scan" | "web" | "mcp";
}

/** The profile that was scanned, and where. */
export interface RecordScanBody {
  /** Id of a published profile, a UUID. */
  profileId: string;
  /** Where the profile was met: `qr_scan`, `web` or `mcp`. */
  source: "qr_scan" | "web" | "mcp";
}

/** A visitor's details for the owner of a profile. */
export interface SaveLeadBody {
  /** Id or slug of a published profile, 1 to 100 characters. */
  profile_id: string;
  /** The visitor's name, 1 to 120 characters. */
  name: string;
  /** The visitor's e-mail address, at most 254 characters. */
  email: string;
  /** Always true: the visitor was shown this and agreed: "I agree that my name and e-mail address are given to the owner of this profile, who may use them to contact me, until they are deleted or have been kept for as long as this service keeps them." */
  tos_consent: true;
}

/** What to look for; all of it must fit. */
export interface PostDirectorySearchBody {
  /** Words of name, title or company, in any order; the last may be half typed. At most 120 characters and 8 words. */
  query?: string;
  /** A slug such as `real-estate-agent`, or words of title or vertical; at most 120 characters. */
  role?: string;
  /** Words of the location, at most 120 characters. */
  location?: string;
  /** Line of business as a slug, at most 60 characters; `""` for any. */
  vertical?: string;
  /** `nextCursor` of the page before, with everything else as it was there. */
  cursor?: string;
  /** Profiles a page, 1 to 20; 10 when left out. */
  limit?: number;
}

/** What to call the key, and when it expires, if it does. */
export interface CreateApiKeyBody {
  /** To tell it by, 1 to 120 characters. */
  name: string;
  /** When it stops being good: ISO 8601 with an offset or `Z`, in the future; null for never. */
  expiresAt?: string | null;
}

/** How the former secret ends. */
export interface RotateApiKeyBody {
  /** How long it stays good, in seconds: 0 to 604,800 (seven days); a day when left out. */
  overlapSeconds?: number;
}

/** To add a link. */
export interface AddSocialLinkBody {
  /** Place in the list, from 0 to 10,000, the least first. At the end when left out. */
  displayOrder?: number | null;
  /** Where the link leads: one of a fixed list, `website` or `other`. */
  platform: "linkedin" | "github" | "gitlab" | "x" | "instagram" | "facebook" | "threads" | "bluesky" | "mastodon" | "youtube" | "tiktok" | "twitch" | "medium" | "substack" | "stackoverflow" | "dribbble" | "behance" | "pinterest" | "whatsapp" | "telegram" | "calendly" | "website" | "other";
  /** Web address, http or https, without credentials, at most 2,048 characters; `https://` may be left out, and `@name` stands for the person's page on the platform beside it. */
  url: string;
  /** Name of the person there, at most 120 characters. */
  username?: string | null;
}

/** To change a link: absent fields stay, null clears. */
export interface UpdateSocialLinkBody {
  /** Where the link leads: one of a fixed list, `website` or `other`. */
  platform?: "linkedin" | "github" | "gitlab" | "x" | "instagram" | "facebook" | "threads" | "bluesky" | "mastodon" | "youtube" | "tiktok" | "twitch" | "medium" | "substack" | "stackoverflow" | "dribbble" | "behance" | "pinterest" | "whatsapp" | "telegram" | "calendly" | "website" | "other";
  /** Web address, http or https, without credentials, at most 2,048 characters; `https://` may be left out, and `@name` stands for the person's page on the platform beside it. */
  url?: string;
  /** Name of the person there, at most 120 characters. */
  username?: string | null;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder?: number;
  /** May be sent back as it was read, and nothing else. */
  id?: string;
}

/** To add a job. */
export interface AddWorkExperienceBody {
  /** Place in the list, from 0 to 10,000, the least first. At the end when left out. */
  displayOrder?: number | null;
  /** What the person is or was there, 1 to 120 characters. */
  jobTitle: string;
  /** The employer, 1 to 120 characters. */
  company: string;
  /** Where, in words; at most 120 characters. */
  location?: string | null;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate: string;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null while it goes on. */
  endDate?: string | null;
  /** Plain text with line feeds, at most 2,000 characters. */
  description?: string | null;
}

/** To change a job: absent fields stay, null clears. */
export interface UpdateWorkExperienceBody {
  /** What the person is or was there, 1 to 120 characters. */
  jobTitle?: string;
  /** The employer, 1 to 120 characters. */
  company?: string;
  /** Where, in words; at most 120 characters. */
  location?: string | null;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate?: string;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null while it goes on. */
  endDate?: string | null;
  /** Plain text with line feeds, at most 2,000 characters. */
  description?: string | null;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder?: number;
  /** May be sent back as it was read, and nothing else. */
  id?: string;
}

/** To add a school or course. */
export interface AddEducationBody {
  /** Place in the list, from 0 to 10,000, the least first. At the end when left out. */
  displayOrder?: number | null;
  /** School or university, 1 to 120 characters. */
  institution: string;
  /** What was or will be obtained, at most 120 characters. */
  degree?: string | null;
  /** Subject, at most 120 characters. */
  fieldOfStudy?: string | null;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate?: string | null;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`. */
  endDate?: string | null;
  /** Plain text with line feeds, at most 2,000 characters. */
  description?: string | null;
}

/** To change a school or course: absent fields stay, null clears. */
export interface UpdateEducationBody {
  /** School or university, 1 to 120 characters. */
  institution?: string;
  /** What was or will be obtained, at most 120 characters. */
  degree?: string | null;
  /** Subject, at most 120 characters. */
  fieldOfStudy?: string | null;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate?: string | null;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`. */
  endDate?: string | null;
  /** Plain text with line feeds, at most 2,000 characters. */
  description?: string | null;
  /** Place in the list, from 0 to 10,000, the least first. Entries at the same place: the newest start first. */
  displayOrder?: number;
  /** May be sent back as it was read, and nothing else. */
  id?: string;
}

/** In a list that is sent: a job. */
export interface WorkExperienceInput {
  /** Of an entry that is in the list already; left out for a new one. */
  id?: string;
  /** Place in the list, from 0 to 10,000, the least first. At the end when left out. */
  displayOrder?: number | null;
  /** What the person is or was there, 1 to 120 characters. */
  jobTitle: string;
  /** The employer, 1 to 120 characters. */
  company: string;
  /** Where, in words; at most 120 characters. */
  location?: string | null;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate: string;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`; null while it goes on. */
  endDate?: string | null;
  /** Plain text with line feeds, at most 2,000 characters. */
  description?: string | null;
}

/** In a list that is sent: a school or course. */
export interface EducationInput {
  /** Of an entry that is in the list already; left out for a new one. */
  id?: string;
  /** Place in the list, from 0 to 10,000, the least first. At the end when left out. */
  displayOrder?: number | null;
  /** School or university, 1 to 120 characters. */
  institution: string;
  /** What was or will be obtained, at most 120 characters. */
  degree?: string | null;
  /** Subject, at most 120 characters. */
  fieldOfStudy?: string | null;
  /** First month or year, `YYYY-MM` or `YYYY`. */
  startDate?: string | null;
  /** Last month or year, `YYYY-MM` or `YYYY`, not before `startDate`. */
  endDate?: string | null;
  /** Plain text with line feeds, at most 2,000 characters. */
  description?: string | null;
}

/** In a list that is sent: a link. */
export interface SocialLinkInput {
  /** Of an entry that is in the list already; left out for a new one. */
  id?: string;
  /** Place in the list, from 0 to 10,000, the least first. At the end when left out. */
  displayOrder?: number | null;
  /** Where the link leads: one of a fixed list, `website` or `other`. */
  platform: "linkedin" | "github" | "gitlab" | "x" | "instagram" | "facebook" | "threads" | "bluesky" | "mastodon" | "youtube" | "tiktok" | "twitch" | "medium" | "substack" | "stackoverflow" | "dribbble" | "behance" | "pinterest" | "whatsapp" | "telegram" | "calendly" | "website" | "other";
  /** Web address, http or https, without credentials, at most 2,048 characters; `https://` may be left out, and `@name` stands for the person's page on the platform beside it. */
  url: string;
  /** Name of the person there, at most 120 characters. */
  username?: string | null;
}

export interface ListProfilesQuery {
  /** Most profiles on the page, 1 to 25; all of them when left out. */
  limit?: number;
  /** Part of the address of the next page, which the `Link` header tells. */
  cursor?: string;
}

export interface GetPublicProfileQuery {
  /** Where the link was: `web`, `qr_scan` (the view is a scan) or `mcp` (a program that shows the page to somebody). Anything else counts as `web`. */
  source?: string;
  /** `json` is our own format, complete and made to be imported; `json-resume` is JSON Resume 1.0.0; `vcard` is a card for address books; `json-ld` are the words of schema.org. Left out, the answer is the public page as data. */
  format?: "json" | "json-resume" | "vcard" | "json-ld";
  /** Version of the card, with `format=vcard`. */
  version?: "3.0" | "4.0";
}

/** What is answered by `format`. */
export interface GetPublicProfileForms {
  /** With `format: "json"`. */
  json: ProfileDocument;
  /** With `format: "json-resume"`. */
  "json-resume": JsonResume;
  /** With `format: "vcard"`. */
  vcard: string;
  /** With `format: "json-ld"`. */
  "json-ld": ProfileJsonLd;
}

/** A JSON Resume (jsonresume.org, 1.0.0), or an export of this API. */
export type ImportProfileBody = { [name: string]: unknown };

export interface ImportProfileQuery {
  /** Whether to tell what would be made, and write nothing. Without a value it is refused: `?dryRun` alone is not `dryRun=true`. */
  dryRun?: boolean;
}

/** A JSON Resume (jsonresume.org, 1.0.0), or an export of this API. */
export type ImportIntoProfileBody = { [name: string]: unknown };

export interface ImportIntoProfileQuery {
  /** What becomes of what the profile has: `merge` keeps it where the document has nothing of the kind, `replace` does not. */
  mode?: "merge" | "replace";
  /** Whether to tell what would be made, and write nothing. Without a value it is refused: `?dryRun` alone is not `dryRun=true`. */
  dryRun?: boolean;
}

export interface ExportProfileQuery {
  /** `json` is our own format, complete and made to be imported; `json-resume` is JSON Resume 1.0.0; `vcard` is a card for address books; `json-ld` are the words of schema.org. */
  format?: "json" | "json-resume" | "vcard" | "json-ld";
  /** Version of the card, with `format=vcard`. */
  version?: "3.0" | "4.0";
}

/** What is answered by `format`. */
export interface ExportProfileForms {
  /** With `format: "json"`. */
  json: ProfileDocument;
  /** With `format: "json-resume"`. */
  "json-resume": JsonResume;
  /** With `format: "vcard"`. */
  vcard: string;
  /** With `format: "json-ld"`. */
  "json-ld": ProfileJsonLd;
}

export interface ListContactsQuery {
  /** Most contacts on the page, 1 to 50. */
  limit?: number;
  /** How many contacts to skip, at most 999; not with `cursor`. */
  offset?: number;
  /** `nextCursor` of the page before; not with `offset`. */
  cursor?: string;
}

export interface ListScansQuery {
  /** Most scans in the list, 1 to 100. */
  limit?: number;
}

export interface GetVcardQuery {
  /** Which version of vCard. */
  version?: "3.0" | "4.0";
}

export interface GetAnalyticsSummaryQuery {
  /** Length of the period in UTC days, 1 to 365, today's included. */
  days?: number;
  /** One of your own profiles, a UUID; the primary one when left out. */
  profileId?: string;
}

export interface ListLeadsQuery {
  /** Most leads on the page, 1 to 50. */
  limit?: number;
  /** Where the page begins: `nextCursor` of the page before. */
  cursor?: string;
}

export interface ListMcpContactsQuery {
  /** Most contacts on the page, 1 to 50. */
  limit?: number;
  /** How many contacts to skip; it reaches the first 50,000. */
  offset?: number;
}

export interface SearchDirectoryQuery {
  /** Words of name, title or company, in any order; the last may be half typed. At most 120 characters and 8 words. */
  query?: string;
  /** A slug such as `real-estate-agent`, or words of title or vertical; at most 120 characters. */
  role?: string;
  /** Words of the location, at most 120 characters. */
  location?: string;
  /** Line of business as a slug, at most 60 characters; `""` for any. */
  vertical?: string;
  /** `nextCursor` of the page before, with everything else as it was there. */
  cursor?: string;
  /** Profiles a page, 1 to 20; 10 when left out. */
  limit?: number;
}

export interface EraseAccountQuery {
  /** The word `erase`: nobody erases an account by mistake. */
  confirm: "erase";
}

export interface GetProfilePageQuery {
  /** Where the link was: `web`, `qr_scan` (the view is a scan) or `mcp` (a program that shows the page to somebody). Anything else counts as `web`. */
  source?: string;
}

export interface GetProfileQrQuery {
  /** The kind of picture. */
  format?: "svg" | "png";
  /** Pixels a side, the quiet zone included: 192 to 2,048. */
  size?: number;
}
