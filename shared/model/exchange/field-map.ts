import type { ForeignFormat } from "./export-format.ts";

/** What a profile is written in, or read from, beside our own format. */
export type MappedFormat = ForeignFormat | "linkedin";

/** Where a field stands in each format; null where that has no place for it. */
export type Places = Readonly<Record<MappedFormat, string | null>>;

/**
 * Each field that one writes, and where it is in every format: writers write it there, readers look
 * for it there. LinkedIn's archive is only read. Our own format holds every field. The order of a list
 * is the one in which people see it, in all of them.
 */
export const FIELD_MAP = {
  name: {
    "json-resume": "basics.name",
    vcard: "FN, N",
    "json-ld": "name",
    linkedin: "Profile.csv: First Name, Last Name",
  },
  title: {
    "json-resume": "basics.label",
    vcard: "TITLE",
    "json-ld": "jobTitle",
    linkedin: "Positions.csv: Title of the present one; else Profile.csv: Headline",
  },
  company: {
    "json-resume": null,
    vcard: "ORG",
    "json-ld": "worksFor",
    linkedin: "Positions.csv: Company Name of the present one",
  },
  headline: {
    "json-resume": null,
    vcard: null,
    "json-ld": "headline of the page",
    linkedin: "Profile.csv: Headline, where it says more",
  },
  bio: {
    "json-resume": "basics.summary",
    vcard: "NOTE",
    "json-ld": "description",
    linkedin: "Profile.csv: Summary",
  },
  location: {
    "json-resume": "basics.location.city",
    vcard: "ADR, its locality, where it is one place",
    "json-ld": "homeLocation.name",
    linkedin: "Profile.csv: Geo Location",
  },
  vertical: {
    "json-resume": null,
    vcard: null,
    "json-ld": null,
    linkedin: "Profile.csv: Industry",
  },
  skills: {
    "json-resume": "skills[].name",
    vcard: null,
    "json-ld": "knowsAbout[]",
    linkedin: "Skills.csv: Name",
  },
  contactEmail: {
    "json-resume": "basics.email",
    vcard: "EMAIL",
    "json-ld": "email",
    linkedin: "Email Addresses.csv: the primary one",
  },
  contactPhone: {
    "json-resume": "basics.phone",
    vcard: "TEL",
    "json-ld": "telephone",
    linkedin: "PhoneNumbers.csv: Number, a mobile one first",
  },
  showEmail: { "json-resume": null, vcard: null, "json-ld": null, linkedin: null },
  showPhone: { "json-resume": null, vcard: null, "json-ld": null, linkedin: null },
  mcpDiscoverable: { "json-resume": null, vcard: null, "json-ld": null, linkedin: null },
  photo: {
    "json-resume": "basics.image, its address",
    vcard: "PHOTO, at most 256 pixels a side",
    "json-ld": "image, its address",
    linkedin: null,
  },
  "workExperiences.jobTitle": {
    "json-resume": "work[].position",
    vcard: null,
    "json-ld": "worksFor[].roleName",
    linkedin: "Positions.csv: Title",
  },
  "workExperiences.company": {
    "json-resume": "work[].name",
    vcard: null,
    "json-ld": "worksFor[].worksFor.name",
    linkedin: "Positions.csv: Company Name",
  },
  "workExperiences.location": {
    "json-resume": "work[].location",
    vcard: null,
    "json-ld": "worksFor[].worksFor.location.name",
    linkedin: "Positions.csv: Location",
  },
  "workExperiences.startDate": {
    "json-resume": "work[].startDate",
    vcard: null,
    "json-ld": "worksFor[].startDate",
    linkedin: "Positions.csv: Started On",
  },
  "workExperiences.endDate": {
    "json-resume": "work[].endDate",
    vcard: null,
    "json-ld": "worksFor[].endDate",
    linkedin: "Positions.csv: Finished On",
  },
  "workExperiences.description": {
    "json-resume": "work[].summary",
    vcard: null,
    "json-ld": null,
    linkedin: "Positions.csv: Description",
  },
  "education.institution": {
    "json-resume": "education[].institution",
    vcard: null,
    "json-ld": "alumniOf[].name",
    linkedin: "Education.csv: School Name",
  },
  "education.degree": {
    "json-resume": "education[].studyType",
    vcard: null,
    "json-ld": "hasCredential[].name",
    linkedin: "Education.csv: Degree Name",
  },
  "education.fieldOfStudy": {
    "json-resume": "education[].area",
    vcard: null,
    "json-ld": "hasCredential[].about.name",
    linkedin: null,
  },
  "education.startDate": {
    "json-resume": "education[].startDate",
    vcard: null,
    "json-ld": "alumniOf[].startDate",
    linkedin: "Education.csv: Start Date",
  },
  "education.endDate": {
    "json-resume": "education[].endDate",
    vcard: null,
    "json-ld": "alumniOf[].endDate",
    linkedin: "Education.csv: End Date",
  },
  "education.description": {
    "json-resume": null,
    vcard: null,
    "json-ld": null,
    linkedin: "Education.csv: Notes, Activities",
  },
  "socialLinks.url": {
    "json-resume": "basics.profiles[].url",
    vcard: "URL",
    "json-ld": "sameAs[]",
    linkedin: "Profile.csv: Websites, Twitter Handles",
  },
  "socialLinks.platform": {
    "json-resume": "basics.profiles[].network",
    vcard: "X-ABLabel beside the URL",
    "json-ld": null,
    linkedin: null,
  },
  "socialLinks.username": {
    "json-resume": "basics.profiles[].username",
    vcard: null,
    "json-ld": null,
    linkedin: null,
  },
} as const satisfies Readonly<Record<string, Places>>;

/** A field of a profile, or of the entries of a section. */
export type MappedField = keyof typeof FIELD_MAP;

export const MAPPED_FIELDS = Object.keys(FIELD_MAP) as readonly MappedField[];

/** Where a field stands in a format; null where that has no place for it. */
export function placeOf(field: MappedField, format: MappedFormat): string | null {
  return FIELD_MAP[field][format];
}
