import type { TableItem } from "./plain-item.ts";

/*
 * Items as the release before the schema version wrote them, each with an attribute that nobody
 * knows. They stay as they are, whatever items become.
 */

export const FORMER = {
  owner: "former-owner",
  saver: "former-saver",
  /** Published, primary, with an entry in each section. */
  id: "0199aaaa-0000-7000-8000-000000000001",
  slug: "former-jane",
  /** A draft of the same owner. */
  draftId: "0199aaaa-0000-7000-8000-000000000002",
  linkId: "0199aaaa-0000-7000-8000-00000000000a",
  workId: "0199aaaa-0000-7000-8000-00000000000b",
  contactId: "0199aaaa-0000-7000-8000-00000000000d",
} as const;

const { owner, saver, id, slug, draftId, linkId, workId, contactId } = FORMER;
const educationId = "0199aaaa-0000-7000-8000-00000000000c";
const at = "2026-01-01T00:00:00.000Z";
const unset = {
  ...{ company: "", bio: "", location: "", vertical: "", skills: [], customHeadline: "" },
  ...{ contactEmail: null, contactPhone: null, showEmail: false, showPhone: false },
  ...{ photo: null, photoRequest: "", createdAt: at, updatedAt: at },
};
const contact = { contactId, profileId: id, source: "web", savedAt: at };

const ITEMS: readonly TableItem[] = [
  {
    ...{ pk: `USER#${owner}`, sk: "ACCOUNT", primaryProfileId: id },
    profileIds: new Set([id, draftId]),
  },
  {
    ...{ pk: `USER#${owner}`, sk: `PROFILE#${id}`, ...unset },
    ...{ slug, name: "Former Jane", title: "Realtor", company: "Acme", bio: "Before." },
    ...{ contactEmail: "jane@example.com", showEmail: true },
    ...{ isPublic: true, wasPublic: true, slugWasPublic: true, isPrimary: true, version: 5 },
    ...{ entryCount: 3, entryVersionSum: 9 },
  },
  {
    ...{ pk: `USER#${owner}`, sk: `PROFILE#${id}#LINK#${linkId}`, id: linkId, platform: "github" },
    ...{ url: "https://github.com/jane", username: "jane", displayOrder: 0, version: 2 },
  },
  {
    ...{ pk: `USER#${owner}`, sk: `PROFILE#${id}#WORK#${workId}`, id: workId, jobTitle: "Agent" },
    ...{ company: "Acme", location: "", startDate: "2020", endDate: null, description: "" },
    ...{ displayOrder: 0, version: 3 },
  },
  {
    ...{ pk: `USER#${owner}`, sk: `PROFILE#${id}#EDU#${educationId}`, id: educationId },
    ...{ institution: "MIT", degree: "", fieldOfStudy: "", startDate: null, endDate: null },
    ...{ description: "", displayOrder: 0, version: 4 },
  },
  {
    ...{ pk: `PROFILE#${id}`, sk: "CARD", owner, state: "public", slug, name: "Former Jane" },
    ...{ title: "Realtor", company: "Acme", location: "", vertical: "", photo: null },
  },
  { pk: `SLUG#${slug}`, sk: "SLUG", profileId: id },
  {
    ...{ pk: `USER#${owner}`, sk: `PROFILE#${draftId}`, ...unset, slug: "former-draft" },
    ...{ name: "Former Draft", title: "T", isPublic: false, wasPublic: false },
    ...{ slugWasPublic: false, isPrimary: false, version: 1, entryCount: 0, entryVersionSum: 0 },
  },
  {
    ...{ pk: `PROFILE#${draftId}`, sk: "CARD", owner, state: "draft", slug: "former-draft" },
    ...{ name: "Former Draft", title: "T", company: "", location: "", vertical: "", photo: null },
  },
  { pk: "SLUG#former-draft", sk: "SLUG", profileId: draftId },
  { pk: `USER#${saver}`, sk: "ACCOUNT", contactCount: 1 },
  { pk: `USER#${saver}`, sk: `CONTACT#${contactId}`, ...contact },
  { pk: `USER#${saver}`, sk: `SAVED#${id}`, ...contact },
];

/** What no release knows: on each item another one. */
export const formerItems: readonly TableItem[] = ITEMS.map((item, index) => ({
  ...item,
  unheardOf: { since: index },
}));
