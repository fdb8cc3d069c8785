import { v7 as uuid } from "uuid";
import { invalidField, Problem, profileNotFound } from "../../model/problem.ts";
import { countDifferences } from "../../model/profile/diff-entries.ts";
import { entryView } from "../../model/profile/entry-view.ts";
import { LIMITS } from "../../model/profile/limits.ts";
import { type Dates, endsAfterStart } from "../../model/profile/listed-entry-schema.ts";
import type { Entry, Profile, SectionName, Sections } from "../../model/profile/profile.ts";
import { isDerived, ordered, settled } from "../../model/profile/sections.ts";
import type { EntryDraft, EntryPatch } from "../../model/profile/single-entry-schema.ts";
import { requireVersion, type VersionCondition } from "../../model/version-condition.ts";
import { findProfile, replaceProfile } from "../../persistence/profile-repository.ts";
import { untilCommitted } from "../until-committed.ts";
import { loadProfile, requireSize } from "./commit-change.ts";

/** Where an entry is, and which version of the profile the caller means. */
export interface SectionPlace {
  readonly owner: string;
  readonly profileId: string;
  readonly section: SectionName;
  readonly ifMatch: VersionCondition;
}

/** An entry with the version of its profile that holds it. */
export interface EntryAnswer {
  readonly entry: Entry;
  readonly version: number;
}

/**
 * The entries of a section in order. 1 Query.
 * @throws Problem `not_found`
 */
export async function listEntries(
  owner: string,
  profileId: string,
  section: SectionName,
): Promise<{ readonly entries: readonly Entry[]; readonly version: number }> {
  const stored = await findProfile(owner, profileId);
  if (!stored) throw profileNotFound();
  const { profile } = stored;
  return { entries: ordered<Entry>(profile[section]).map(entryView), version: profile.version };
}

/**
 * Adds an entry, at the end unless it names its place. 1 Query and 1 transaction.
 * @param newId the same when the request is carried out again; a new one when undefined
 * @throws Problem `not_found`, `conflict` `entry_limit_reached` or `concurrent_change`, `outdated`, `invalid`
 */
export async function addEntry(
  place: SectionPlace,
  draft: EntryDraft,
  newId: string | undefined,
): Promise<EntryAnswer> {
  const id = newId ?? uuid();
  const profile = await changeSection(place, id, (entries) => {
    if (entries.length >= LIMITS.entries) throw limitReached();
    return [...entries, newEntry(draft, id, entries)];
  });
  return answerOf(profile, place, id);
}

/**
 * Changes one entry; fields that are absent stay. 1 Query and 1 transaction.
 * @throws Problem `not_found`, `conflict` `concurrent_change`, `outdated`, `invalid`
 */
export async function updateEntry(
  place: SectionPlace,
  id: string,
  patch: EntryPatch,
): Promise<EntryAnswer> {
  const profile = await changeSection(place, undefined, (entries) => {
    const before = find(entries, id);
    const after = merged(before, patch);
    return entries.map((entry) => (entry === before ? after : entry));
  });
  return answerOf(profile, place, id);
}

/**
 * Removes one entry. 1 Query and 1 transaction.
 * @returns the new version of the profile
 * @throws Problem `not_found`, `conflict` `concurrent_change`, `outdated`
 */
export async function deleteEntry(place: SectionPlace, id: string): Promise<number> {
  const profile = await changeSection(place, undefined, (entries) => {
    const gone = find(entries, id);
    return entries.filter((entry) => entry !== gone);
  });
  return profile.version;
}

/** The version guards the whole section: what is counted in it cannot change before the write. */
function changeSection(
  { owner, profileId, section, ifMatch }: SectionPlace,
  newId: string | undefined,
  change: (entries: readonly Entry[]) => readonly Entry[],
): Promise<Profile> {
  return untilCommitted(async () => {
    const before = await loadProfile(owner, profileId, undefined);
    const { profile } = before;
    const entries: readonly Entry[] = profile[section];
    // An earlier run of the same request added it, and died before it could say so.
    if (newId !== undefined && entries.some(({ id }) => id === newId)) return profile;
    requireVersion(ifMatch, profile.version);
    const next = change(entries);
    const after = nextVersion(profile, { [section]: next });
    if (countDifferences(profile, after) === 0) return profile;
    if (next.length >= entries.length) requireSize(after);
    const failures = await replaceProfile(before, after);
    return failures.size === 0 ? after : undefined;
  });
}

function nextVersion(profile: Profile, change: Partial<Sections>): Profile {
  const updatedAt = new Date().toISOString();
  return { ...profile, ...change, version: profile.version + 1, updatedAt };
}

function newEntry(draft: EntryDraft, id: string, entries: readonly Entry[]): Entry {
  const last = Math.max(-1, ...entries.map(({ displayOrder }) => displayOrder));
  const { displayOrder = Math.min(last + 1, LIMITS.displayOrder), ...fields } = draft;
  return settled({ id, ...fields, displayOrder } as Entry);
}

function merged(before: Entry, patch: EntryPatch): Entry {
  const after = { ...before, ...patch } as Entry;
  if ("startDate" in after && !endsAfterStart(after satisfies Dates)) {
    throw invalidField("endDate", "end_before_start", "Must not be before startDate.");
  }
  // A name that was read from the old address goes with it.
  const keepsName = !isDerived(before) || ("username" in patch && patch.username !== undefined);
  return settled(keepsName ? after : ({ ...after, username: "" } as Entry));
}

function answerOf(profile: Profile, { section }: SectionPlace, id: string): EntryAnswer {
  return { entry: entryView(find(profile[section], id)), version: profile.version };
}

function find(entries: readonly Entry[], id: string): Entry {
  const found = entries.find((entry) => entry.id === id);
  if (!found) throw new Problem("not_found", "entry_not_found", "Entry not found.");
  return found;
}

function limitReached(): Problem {
  const detail = `The section has ${LIMITS.entries} entries, which is the most it may have.`;
  return new Problem("conflict", "entry_limit_reached", detail);
}
