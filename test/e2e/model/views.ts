import { expect } from "vitest";
import { inOrder } from "./entry-rules.ts";
import { expectTime } from "./operation.ts";
import type { ModelContact, ModelProfile, World } from "./world.ts";

/** An answer's body; fields the model does not know are let pass. */
// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape are looked into.
type Json = any;

const HIDDEN = ["owner", "version", "isPrimary", "mcpDiscoverable"];

/** Holds a body against the owner's view. */
export function expectOwn(world: World, profile: ModelProfile, json: Json): void {
  learnTime(profile, json);
  const { showEmail, showPhone, contactEmail, contactPhone, mcpDiscoverable } = profile.fields;
  expect(json).toMatchObject({
    ...commonView(profile),
    ...{ showEmail, showPhone, contactEmail, contactPhone, mcpDiscoverable },
    version: profile.version,
    isPrimary: world.accounts[profile.owner]?.primary === profile.id,
  });
}

/** Holds a body against what another account sees. */
export function expectVisited(profile: ModelProfile, json: Json): void {
  learnTime(profile, json);
  expect(json).toMatchObject({ ...commonView(profile), ...shownContactData(profile) });
  for (const name of HIDDEN) expect(json).not.toHaveProperty(name);
}

/** Holds a body against the public page. */
export function expectPage(profile: ModelProfile, json: Json): void {
  learnTime(profile, json);
  const { socialLinks, workExperiences, ...view } = commonView(profile);
  expect(json).toMatchObject({
    ...view,
    ...shownContactData(profile),
    workExperiences,
    workExperience: workExperiences,
    skills: (view.skills as string[]).map((name) => ({ name })),
    socialLinks: socialLinks.map(({ displayOrder, ...link }) => ({
      ...link,
      full_url: link.url,
      display_order: displayOrder,
    })),
  });
  for (const name of HIDDEN) expect(json).not.toHaveProperty(name);
}

/** Holds one contact of an answer against the profile as it is now. */
export function expectContact(world: World, contact: ModelContact, json: Json): void {
  const profile = world.profiles[contact.profileId];
  const tombstone = world.removed[contact.profileId];
  const shown = profile?.isPublic ? profile : undefined;
  if (tombstone) {
    expectTime(json.removedAt);
    tombstone.removedAt ??= json.removedAt;
  }
  const { name, title, company, location } = shown?.fields ?? {};
  const empty = { name: "", title: "", company: "", location: "", photoUrl: "" };
  expect(json).toMatchObject({
    ...contact,
    ...(shown ? { name, title, company, location, photoUrl: shown.photoUrl } : empty),
    profileAvailable: shown !== undefined,
    notice: shown ? null : tombstone ? "Profile removed" : "Profile not available",
    removedAt: tombstone?.removedAt ?? null,
  });
}

function headlineOf({ ownHeadline, fields: { title, company } }: ModelProfile): string {
  return ownHeadline || (company ? `${title} at ${company}` : `${title}`);
}

function commonView(profile: ModelProfile) {
  const { name, title, company, bio, location, vertical, skills } = profile.fields;
  const { id, slug, photoUrl, isPublic, createdAt, updatedAt, sections } = profile;
  return {
    ...{ id, slug, name, title, company, bio, location, vertical, skills },
    ...{ photoUrl, isPublic, createdAt, updatedAt },
    photo: photoUrl ? { url: photoUrl } : null,
    headline: headlineOf(profile),
    socialLinks: inOrder(sections.socialLinks),
    workExperiences: inOrder(sections.workExperiences),
    education: inOrder(sections.education),
  };
}

export function shownContactData({ fields }: ModelProfile) {
  return {
    contactEmail: fields.showEmail ? fields.contactEmail : null,
    contactPhone: fields.showPhone ? fields.contactPhone : null,
    ...{ showEmail: fields.showEmail, showPhone: fields.showPhone },
  };
}

/** Takes over the time of a change whose own answer did not tell it. */
function learnTime(profile: ModelProfile, json: Json): void {
  if (profile.timeKnown) return;
  expectTime(json?.updatedAt);
  expect(json.updatedAt >= profile.updatedAt, "updatedAt goes back").toBe(true);
  profile.updatedAt = json.updatedAt;
  profile.timeKnown = true;
}
