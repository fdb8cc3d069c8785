import { OWN_FORMAT, OWN_VERSION } from "../model/exchange/own-format.ts";
import { LEAD_CONSENT } from "../model/lead/lead.ts";
import { createApiKeyExample } from "./api-keys/create-api-key.ts";
import { saveContactExample } from "./contacts/save-contact.ts";
import { EXAMPLE_IDS, EXAMPLE_PROFILE_ID } from "./example-ids.ts";
import { saveLeadExample } from "./leads/save-lead.ts";
import { createProfileExample } from "./profiles/create-profile.ts";
import { examples as education } from "./sections/education.ts";
import { examples as socialLinks } from "./sections/social-links.ts";
import { examples as workExperiences } from "./sections/work-experiences.ts";

/*
 * What is answered to the routes' own examples. Beside the values that are sent they say only what the
 * service adds; nothing but the document imports them.
 */

const CREATED = "2026-11-28T09:30:00.000Z";
const CHANGED = "2026-11-28T09:42:17.512Z";
const PHOTOS = `https://photos.example.com/photos/${EXAMPLE_PROFILE_ID}`;

const sent = createProfileExample.body ?? {};
const { name, title, company, bio, location, vertical } = sent;

const SocialLink = { id: EXAMPLE_IDS["social-links"], ...socialLinks.add.body, displayOrder: 0 };
const WorkExperience = {
  id: EXAMPLE_IDS["work-experiences"],
  ...workExperiences.add.body,
  displayOrder: 0,
};
const Education = {
  id: EXAMPLE_IDS.education,
  ...education.add.body,
  description: "",
  displayOrder: 0,
};

const PhotoSizes = {
  "96": `${PHOTOS}/96.jpg`,
  "256": `${PHOTOS}/256.jpg`,
  "1024": `${PHOTOS}/1024.jpg`,
};
const photoUrl = PhotoSizes["1024"];
const Photo = { url: photoUrl, sizes: PhotoSizes, width: 1_024, height: 1_024, color: "#7a94a8" };

const common = {
  id: EXAMPLE_PROFILE_ID,
  slug: EXAMPLE_IDS.p,
  ...{ name, title, company, bio, location, photoUrl },
  photo: Photo,
  isPublic: true,
  headline: `${title} at ${company}`,
  skills: sent.skills as readonly string[],
  workExperiences: [WorkExperience],
  education: [Education],
  socialLinks: [SocialLink],
  createdAt: CREATED,
  updatedAt: CHANGED,
  vertical,
  contactEmail: sent.contactEmail,
  contactPhone: sent.contactPhone,
  showEmail: true,
  showPhone: false,
};
const PublicSocialLink = {
  ...SocialLink,
  full_url: socialLinks.add.body?.url,
  display_order: 0,
  displayOrder: undefined,
};
const skills = common.skills.map((skill) => ({ name: skill }));
const PublicProfile = {
  ...common,
  contactPhone: null,
  skills,
  socialLinks: [PublicSocialLink],
  workExperience: common.workExperiences,
};

const content = ({ id, ...rest }: { readonly id: string }) => rest;
const ProfileDocument = {
  format: OWN_FORMAT,
  version: OWN_VERSION,
  source: {
    ...{ id: EXAMPLE_PROFILE_ID, slug: EXAMPLE_IDS.p, isPublic: true, isPrimary: true },
    ...{ createdAt: CREATED, updatedAt: CHANGED },
  },
  profile: {
    ...{ name, title, company, bio, location, vertical, headline: null },
    skills: common.skills,
    ...{ contactEmail: sent.contactEmail, contactPhone: sent.contactPhone },
    ...{ showEmail: true, showPhone: false, mcpDiscoverable: true },
    workExperiences: [content(WorkExperience)],
    education: [content(Education)],
    socialLinks: [content(SocialLink)],
  },
  photo: { url: photoUrl, mediaType: "image/jpeg", data: "/9j/4AAQSkZJRgABAQEASABIAAD/2Q==" },
};
const PAGE = `https://api.example.com/p/${EXAMPLE_IDS.p}`;
const JsonResume = {
  $schema: "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
  basics: {
    ...{ name, label: title, image: photoUrl, email: sent.contactEmail, summary: bio },
    location: { city: location },
    profiles: [{ network: "LinkedIn", username: "jane-doe", url: socialLinks.add.body?.url }],
  },
  work: [
    {
      name: workExperiences.add.body?.company,
      position: workExperiences.add.body?.jobTitle,
      startDate: workExperiences.add.body?.startDate,
    },
  ],
  education: [{ institution: education.add.body?.institution }],
  skills,
  meta: { version: "v1.0.0", lastModified: CHANGED },
};
const ProfileJsonLd = {
  "@context": "https://schema.org",
  "@type": "ProfilePage",
  url: PAGE,
  ...{ dateCreated: CREATED, dateModified: CHANGED },
  mainEntity: {
    "@type": "Person",
    "@id": `${PAGE}#person`,
    ...{ identifier: EXAMPLE_PROFILE_ID, name, url: PAGE, image: photoUrl, jobTitle: title },
    worksFor: { "@type": "Organization", name: company },
    knowsAbout: common.skills,
    sameAs: [socialLinks.add.body?.url],
  },
};

const Contact = {
  id: EXAMPLE_IDS.contacts,
  ...saveContactExample.body,
  ...{ name, title, company, location, photoUrl },
  photo: Photo,
  savedAt: CREATED,
  profileAvailable: true,
  notice: null,
  removedAt: null,
};
const Owned = { ...common, isPrimary: true, version: 5, mcpDiscoverable: true, takedown: null };
const Import = {
  profile: {
    ...Owned,
    ...{ isPublic: false, isPrimary: false, version: 1, updatedAt: CREATED },
    ...{ photoUrl: "", photo: null, socialLinks: [], education: [] },
  },
  taken: ["name", "title", "contactEmail", "workExperiences[0].jobTitle"],
  changed: [
    {
      field: "workExperiences[0].startDate",
      from: "2018-03-01",
      to: "2018-03",
      why: "Dates are kept to the month.",
    },
  ],
  left: [{ field: "interests", why: "A profile has no such field." }],
};
const McpContact = {
  id: EXAMPLE_IDS.contacts,
  profileId: EXAMPLE_PROFILE_ID,
  userId: null,
  ...{ name, title, company },
  email: sent.contactEmail,
  phone: null,
  socialLinks: [{ ...PublicSocialLink, id: undefined, display_order: undefined }],
  profileAvailable: true,
};
const Scan = {
  id: "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d08",
  ...saveContactExample.body,
  scannedAt: CREATED,
};
const Lead = {
  id: EXAMPLE_IDS.leads,
  profileId: EXAMPLE_PROFILE_ID,
  name: saveLeadExample.body?.name,
  email: saveLeadExample.body?.email,
  consentedAt: CREATED,
  consent: LEAD_CONSENT,
};
const ApiKey = {
  id: EXAMPLE_IDS["api-keys"],
  name: createApiKeyExample.body?.name,
  last4: "k3Wd",
  status: "active",
  createdAt: CREATED,
  expiresAt: null,
  lastUsedAt: null,
};

/** An example of each answer that has a schema of its own, by the name of that. */
export const answerExamples: Readonly<Record<string, object>> = {
  Profile: Owned,
  VisibleProfile: Owned,
  PublicProfile,
  ...{ SocialLink, WorkExperience, Education },
  ...{ ProfileDocument, JsonResume, ProfileJsonLd },
  NewPhotoUpload: {
    id: EXAMPLE_IDS["photo-uploads"],
    method: "PUT",
    url: "https://uploads.example.com/quarantine/019771a2?X-Amz-Signature=3f1c",
    headers: { "content-type": "image/jpeg", "if-none-match": "*" },
    expiresAt: "2026-11-28T09:40:00.000Z",
  },
  PhotoUpload: { id: EXAMPLE_IDS["photo-uploads"], status: "ready", waiting: false, reason: null },
  Import,
  ImportChange: Import.changed[0] ?? {},
  ImportLeft: Import.left[0] ?? {},
  Contact,
  ContactList: { contacts: [Contact], total: 1, hasMore: false, nextCursor: null },
  ContactLimits: { limit: 100, used: 1, remaining: 99 },
  Scan,
  ScanList: { scans: [Scan] },
  DirectoryPage: {
    results: [
      {
        ...{ name, slug: EXAMPLE_IDS.p, title, company, photoUrl, location },
        activeIdentities: [vertical],
      },
    ],
    total: 1,
    totalIsExact: true,
    nextCursor: null,
  },
  LeadList: { leads: [Lead], nextCursor: null },
  SavedLead: { contactSaved: true },
  McpProfile: {
    ...{ id: EXAMPLE_PROFILE_ID, slug: EXAMPLE_IDS.p, name, title, company, bio, location },
    contactEmail: sent.contactEmail,
    contactPhone: sent.contactPhone,
    isPublic: true,
    mcpDiscoverable: true,
    socialLinks: [PublicSocialLink],
    skills,
  },
  McpContact,
  McpContactList: { contacts: [McpContact], total: 1, hasMore: false },
  AnalyticsSummary: {
    profileId: EXAMPLE_PROFILE_ID,
    periodDays: 30,
    totalViews: 184,
    uniqueViewers: 121,
    qrScans: 26,
    savedCount: 9,
    viewsThisWeek: 41,
    qrScansThisWeek: 6,
    bySource: { web: 143, qr_scan: 24, mcp: 5, vcard: 12 },
  },
  NewAccountExport: { id: EXAMPLE_IDS.export, status: "pending" },
  AccountExport: {
    id: EXAMPLE_IDS.export,
    status: "ready",
    url: `https://photos-bucket.s3.eu-central-1.amazonaws.com/exports/${EXAMPLE_IDS.export}/account.zip?X-Amz-Expires=3600&X-Amz-Signature=EXAMPLE`,
    expiresAt: "2026-11-28T10:42:17.512Z",
  },
  ApiKey,
  NewApiKey: {
    ...ApiKey,
    // Its checksum is wrong on purpose: it is nobody's key, and no scanner for secrets takes it for one.
    key: `pr_live_${EXAMPLE_IDS["api-keys"]}_EXAMPLE`,
  },
  Erasure: { id: "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d08", status: "pending" },
  Health: { status: "ok" },
  OpenapiDocument: {
    openapi: "3.1.0",
    info: { title: "Profiles API", version: "1.0.0" },
    paths: {},
  },
};

/** Examples of what is not JSON, by media type. */
export const textExamples: Readonly<Record<string, string>> = {
  "text/vcard": [
    ...["BEGIN:VCARD", "VERSION:3.0", "N:Doe;Jane;;;", `FN:${name}`],
    ...[`ORG:${company}`, `TITLE:${title}`, `EMAIL;TYPE=INTERNET:${sent.contactEmail}`],
    ...["END:VCARD", ""],
  ].join("\r\n"),
  "image/svg+xml":
    '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 33 33" shape-rendering="crispEdges"><path fill="#ffffff" d="M0 0h33v33H0z"/><path stroke="#000000" d="M4 4.5h7"/></svg>',
  "text/html": `<!doctype html><html lang="en"><title>${name}</title><h1>${name}</h1></html>`,
};
