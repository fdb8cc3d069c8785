import {
  type Entry,
  type Profile,
  SECTION_NAMES,
  type SectionName,
  type Sections,
} from "../domain/profile/profile.ts";
import type { Item } from "./get-items.ts";
import { cardKey, entryKey, parseProfileSort, profileKey, userPartition } from "./keys.ts";

/** An entry with the profile version that last wrote it. */
interface StoredEntry {
  readonly entry: Entry;
  readonly version: number;
}

/** A profile as read, with what is needed to write only the difference. */
export interface StoredProfile {
  readonly profile: Profile;
  /** Version that last wrote each entry, by entry id. */
  readonly entryVersions: ReadonlyMap<string, number>;
}

/**
 * The root item of a profile. `entryCount` and `entryVersionSum` let a reader notice that it saw
 * the root of one version and entries of another, because a Query is no snapshot.
 */
export function rootItem(profile: Profile, entryVersions: ReadonlyMap<string, number>): Item {
  const { id, owner, socialLinks, workExperiences, education, ...fields } = profile;
  return {
    ...profileKey(owner, id),
    ...fields,
    entryCount: entryVersions.size,
    entryVersionSum: sum(entryVersions.values()),
  };
}

/** @param version of the profile that writes it */
export function entryItem(
  profile: Profile,
  section: SectionName,
  entry: Entry,
  version: number,
): Item {
  return { ...entryKey(profile.owner, profile.id, section, entry.id), ...entry, version };
}

/** What others may know of a profile without reading it: contacts and the directory join to it. */
export function cardItem(profile: Profile): Item {
  return {
    ...cardKey(profile.id),
    owner: profile.owner,
    state: profile.isPublic ? "public" : "draft",
    slug: profile.slug,
    name: profile.name,
    title: profile.title,
    company: profile.company,
    location: profile.location,
    vertical: profile.vertical,
    photo: profile.photo,
  };
}

/** What stays of a removed profile: no personal data. */
export function tombstoneItem(profile: Profile, removedAt: string): Item {
  return {
    ...cardKey(profile.id),
    owner: profile.owner,
    state: "removed",
    wasPublic: profile.wasPublic,
    removedAt,
  };
}

/**
 * Puts the items of one partition together. Entries whose root is gone belong to a profile that is
 * being removed and are left out.
 * @returns undefined when some profile was read in the middle of a change; read again.
 */
export function assembleProfiles(items: readonly Item[]): StoredProfile[] | undefined {
  const entries = new Map<string, Map<SectionName, StoredEntry[]>>();
  const roots: Item[] = [];
  for (const item of items) {
    const place = parseProfileSort(item.sk as string);
    if (!place) continue;
    if (!place.section) roots.push(item);
    else addEntry(entries, place.profileId, place.section, item);
  }
  const profiles = roots.map((root) => assemble(root, entries));
  return profiles.every((profile) => profile !== undefined) ? profiles : undefined;
}

function addEntry(
  entries: Map<string, Map<SectionName, StoredEntry[]>>,
  profileId: string,
  section: SectionName,
  item: Item,
): void {
  const { pk, sk, version, ...entry } = item;
  const sections = entries.get(profileId) ?? new Map<SectionName, StoredEntry[]>();
  const stored = { entry: entry as unknown as Entry, version: version as number };
  const list = sections.get(section) ?? [];
  list.push(stored);
  sections.set(section, list);
  entries.set(profileId, sections);
}

function assemble(
  root: Item,
  entries: ReadonlyMap<string, ReadonlyMap<SectionName, readonly StoredEntry[]>>,
): StoredProfile | undefined {
  const { pk, sk, entryCount, entryVersionSum, ...fields } = root;
  const id = parseProfileSort(sk as string)?.profileId as string;
  const stored = entries.get(id);
  const entryVersions = new Map<string, number>();
  const sections: Partial<Record<SectionName, readonly Entry[]>> = {};
  for (const section of SECTION_NAMES) {
    const list = stored?.get(section) ?? [];
    sections[section] = list.map(({ entry }) => entry);
    for (const { entry, version } of list) entryVersions.set(entry.id, version);
  }
  if (entryVersions.size !== entryCount || sum(entryVersions.values()) !== entryVersionSum) {
    return undefined;
  }
  const owner = (pk as string).slice(userPartition("").length);
  const profile = { ...fields, ...(sections as unknown as Sections), id, owner };
  return { profile: profile as Profile, entryVersions };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
