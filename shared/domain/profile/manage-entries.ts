import { v7 as uuid } from "uuid";
import { profileNotFound } from "../../model/problem.ts";
import { countDifferences } from "../../model/profile/diff-entries.ts";
import {
  findEntry,
  withEntry,
  withoutEntry,
  withPatchedEntry,
} from "../../model/profile/edit-entries.ts";
import type { EntryDraft, EntryPatch } from "../../model/profile/entry-schemas.ts";
import { entryView, sectionView } from "../../model/profile/entry-view.ts";
import { withSections } from "../../model/profile/next-version.ts";
import { requireSize } from "../../model/profile/prepare-change.ts";
import type { Profile } from "../../model/profile/profile.ts";
import type { Entry, SectionName } from "../../model/profile/sections/section-models.ts";
import { requireVersion, type VersionCondition } from "../../model/version-condition.ts";
import { findProfile, replaceProfile } from "../../persistence/profile-repository.ts";
import { untilCommitted } from "../until-committed.ts";

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
  return { entries: sectionView(profile, section), version: profile.version };
}

/**
 * Adds an entry, at the end unless it names its place. 1 Query and 1 transaction.
 * @param newId the same when the request is carried out again; a new one when undefined
 * @throws Problem `not_found`, `conflict` `entry_limit_reached` or `concurrent_change`, `outdated`,
 * `invalid`
 */
export async function addEntry(
  place: SectionPlace,
  draft: EntryDraft,
  newId: string | undefined,
): Promise<EntryAnswer> {
  const id = newId ?? uuid();
  const profile = await changeSection(
    place,
    (entries) => withEntry(place.section, entries, id, draft),
    newId,
  );
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
  const profile = await changeSection(place, (entries) =>
    withPatchedEntry(place.section, entries, id, patch),
  );
  return answerOf(profile, place, id);
}

/**
 * Removes one entry. 1 Query and 1 transaction.
 * @returns the new version of the profile
 * @throws Problem `not_found`, `conflict` `concurrent_change`, `outdated`
 */
export async function deleteEntry(place: SectionPlace, id: string): Promise<number> {
  const profile = await changeSection(place, (entries) => withoutEntry(entries, id));
  return profile.version;
}

/**
 * The version guards the whole section: what is counted in it cannot change before the write.
 * @param newId of an entry that an earlier run of the same request may have added already
 */
function changeSection(
  { owner, profileId, section, ifMatch }: SectionPlace,
  change: (entries: readonly Entry[]) => readonly Entry[],
  newId?: string,
): Promise<Profile> {
  return untilCommitted(async () => {
    const before = await findProfile(owner, profileId);
    if (!before) throw profileNotFound();
    const { profile } = before;
    const entries: readonly Entry[] = profile[section];
    // The earlier run died before it could say so.
    if (newId !== undefined && entries.some(({ id }) => id === newId)) return profile;
    requireVersion(ifMatch, profile.version);
    const changed = change(entries);
    const after = withSections(profile, { [section]: changed }, new Date().toISOString());
    if (countDifferences(profile, after) === 0) return profile;
    if (changed.length >= entries.length) requireSize(after);
    const failures = await replaceProfile(before, after);
    return failures.size === 0 ? after : undefined;
  });
}

function answerOf(profile: Profile, { section }: SectionPlace, id: string): EntryAnswer {
  return { entry: entryView(section, findEntry(profile[section], id)), version: profile.version };
}
