import { expect } from "vitest";
import type { Answer } from "../../support/api-client.ts";
import {
  changesTooMuch,
  type EntryFields,
  hasDatesInOrder,
  isSameEntry,
  isTooMuch,
  namesStrangers,
  replaced,
  SECTIONS,
} from "./entry-rules.ts";
import { expectTime, refuses, refusesField } from "./operation.ts";
import { expectSlugFor, holdSlug, isFree, releaseSlug } from "./slug-rules.ts";
import { expectOwn } from "./views.ts";
import {
  type Actor,
  accountOf,
  type ModelEntry,
  type ModelProfile,
  profilesOf,
  raiseVersion,
  type World,
} from "./world.ts";

/** Fields of a create or merge patch, as JSON. */
export type Change = Readonly<Record<string, unknown>>;

const MOST_PROFILES = 25;
const UNSET: Readonly<Record<string, unknown>> = {
  ...{ company: "", bio: "", location: "", vertical: "", skills: [] },
  ...{ contactEmail: null, contactPhone: null, showEmail: false, showPhone: false },
  mcpDiscoverable: true,
};
const PHOTO_URL = /^http:\/\/127\.0\.0\.1:\d+\/photos\/[0-9a-f-]{36}\/\S+$/;

/** A create, which the answer tells the id and the times of. */
export function created(
  world: World,
  owner: Actor,
  fields: Change,
  slugBase: string,
  hasPhoto: boolean,
  answer: Answer,
): void {
  const { status, json, headers } = answer;
  const account = accountOf(world, owner);
  if (profilesOf(world, owner).length >= MOST_PROFILES) {
    refuses(answer, 409, "profile_limit_reached");
    return;
  }
  expect(status, answer.text).toBe(201);
  expect(world.profiles).not.toHaveProperty(json.id);
  const { headline, ...rest } = fields;
  const profile: ModelProfile = {
    ...{ id: json.id, owner, slug: json.slug, createdAt: json.createdAt },
    fields: { ...UNSET, ...rest },
    ownHeadline: (headline as string | undefined) ?? "",
    sections: { socialLinks: [], workExperiences: [], education: [] },
    ...{ isPublic: false, wasPublic: false, wasHidden: false, slugWasPublic: false },
    ...{ version: 1, timeKnown: true },
    photoUrl: hasPhoto ? json.photoUrl : "",
    updatedAt: json.createdAt,
  };
  expectTime(json.createdAt);
  if (hasPhoto) expect(json.photoUrl).toMatch(PHOTO_URL);
  expectSlugFor(world, owner, slugBase, json.slug);
  world.profiles[profile.id] = profile;
  holdSlug(world, profile);
  account.primary ??= profile.id;
  expectOwn(world, profile, json);
  expect(headers.get("etag")).toBe('"1"');
  expect(headers.get("location")).toBe(`${world.baseUrl}/api/v1/profiles/${json.id}`);
}

/** True when the lists of a change break a rule that needs no profile to be told. */
export function isMalformed(change: Change): boolean {
  return SECTIONS.some((section) =>
    ((change[section] ?? []) as EntryFields[]).some((entry) => !hasDatesInOrder(entry)),
  );
}

/** A merge patch, beside a new photo or not; publishing is one, too. */
export function changed(
  world: World,
  profile: ModelProfile,
  change: Change,
  sendsPhoto: boolean,
  answer: Answer,
): void {
  const given = SECTIONS.filter((section) => change[section] !== undefined);
  const listOf = (section: string) => (change[section] ?? []) as EntryFields[];
  if (given.some((section) => namesStrangers(profile.sections[section], listOf(section)))) {
    refusesField(answer, "unknown_entry");
    return;
  }
  const changes = given.map((section) =>
    changesTooMuch(profile.sections[section], listOf(section), section),
  );
  if (isTooMuch(changes.reduce((sum, count) => sum + count, 0))) {
    refusesField(answer, "too_many_changes");
    return;
  }
  const slug = (change.slug as string | undefined) ?? profile.slug;
  if (slug !== profile.slug && !isFree(world, profile.owner, slug, "chosen")) {
    refuses(answer, 409, "slug_taken");
    return;
  }
  expect(answer.status, answer.text).toBe(200);
  const isOutrun = world.crowd?.photos.includes(profile.id);
  const hasPhoto = sendsPhoto && !(isOutrun && answer.json.photoUrl === profile.photoUrl);
  const after = afterChange(profile, change, hasPhoto, answer);
  if (hasPhoto) notePhoto(world, profile);
  const isPromoted = change.isPrimary === true && !isPrimary(world, profile);
  if (isPromoted || !isSame(profile, after)) {
    const { updatedAt } = answer.json;
    expectTime(updatedAt);
    expect(updatedAt >= profile.updatedAt, "updatedAt goes back").toBe(true);
    Object.assign(after, { version: profile.version + 1, updatedAt, timeKnown: true });
    if (after.slug !== profile.slug) {
      releaseSlug(world, profile);
      holdSlug(world, after);
    }
    world.profiles[profile.id] = after;
    if (isPromoted) promote(world, after);
  }
  expectOwn(world, after, answer.json);
  expect(answer.headers.get("etag")).toBe(`"${after.version}"`);
}

function afterChange(
  profile: ModelProfile,
  change: Change,
  hasPhoto: boolean,
  { json }: Answer,
): ModelProfile {
  const { headline, slug = profile.slug, isPublic = profile.isPublic, ...rest } = change;
  const named = Object.entries(rest).filter(([name]) => name in profile.fields);
  const cleared = named.map(([name, value]) => [name, value ?? UNSET[name]]);
  const sections: Record<string, readonly ModelEntry[]> = { ...profile.sections };
  for (const section of SECTIONS) {
    const list = change[section];
    if (list === undefined) continue;
    const before = profile.sections[section];
    sections[section] = replaced(section, before, (list ?? []) as EntryFields[], json[section]);
  }
  if (hasPhoto) {
    expect(json.photoUrl).toMatch(PHOTO_URL);
    expect(json.photoUrl).not.toBe(profile.photoUrl);
  }
  return {
    ...profile,
    fields: { ...profile.fields, ...Object.fromEntries(cleared) },
    sections: sections as unknown as ModelProfile["sections"],
    ownHeadline: headline === undefined ? profile.ownHeadline : String(headline ?? ""),
    slug: slug as string,
    slugWasPublic: isPublic === true || (profile.slugWasPublic && slug === profile.slug),
    isPublic: isPublic === true,
    wasPublic: profile.wasPublic || isPublic === true,
    wasHidden: profile.wasHidden || (profile.isPublic && isPublic !== true),
    photoUrl: hasPhoto ? json.photoUrl : profile.photoUrl,
  };
}

function isSame(a: ModelProfile, b: ModelProfile): boolean {
  const rest = ({ sections: _, ...profile }: ModelProfile) => JSON.stringify(profile);
  return (
    rest(a) === rest(b) &&
    SECTIONS.every((section) => {
      const others = new Map(b.sections[section].map((entry) => [entry.id, entry]));
      const own = a.sections[section];
      const same = (entry: ModelEntry, other?: ModelEntry) => other && isSameEntry(entry, other);
      return own.length === others.size && own.every((e) => same(e, others.get(e.id)));
    })
  );
}

/** A photo taken away; unless it was set by a request at the same time that came later. */
export function photoRemoved(world: World, profile: ModelProfile, answer: Answer): void {
  expect([answer.status, answer.text]).toEqual([204, ""]);
  const tag = answer.headers.get("etag");
  if (world.crowd?.photos.includes(profile.id) && tag === `"${profile.version}"`) return;
  profile.photoUrl = "";
  raiseVersion(profile);
  notePhoto(world, profile);
  expect(tag).toBe(`"${profile.version}"`);
}

function notePhoto({ crowd }: World, { id }: ModelProfile): void {
  if (crowd) crowd.photos = [...crowd.photos, id];
}

function isPrimary(world: World, { owner, id }: ModelProfile): boolean {
  return accountOf(world, owner).primary === id;
}

function promote(world: World, { owner, id, updatedAt }: ModelProfile): void {
  const account = accountOf(world, owner);
  const former = world.profiles[account.primary ?? ""];
  if (former) Object.assign(former, { version: former.version + 1, updatedAt, timeKnown: true });
  account.primary = id;
}

/** Takes a profile away; the oldest one that remains takes its place as the primary one. */
export function removed(world: World, profile: ModelProfile): void {
  const { id, owner, wasPublic } = profile;
  const account = accountOf(world, owner);
  delete world.profiles[id];
  world.removed[id] = { wasPublic, removedAt: undefined };
  releaseSlug(world, profile);
  account.leads = account.leads.filter(({ profileId }) => profileId !== id);
  account.scans = account.scans.filter(({ profileId }) => profileId !== id);
  if (account.primary !== id) return;
  const next = profilesOf(world, owner)[0];
  account.primary = next?.id;
  if (next) raiseVersion(next);
}
