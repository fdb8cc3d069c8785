import { entryView } from "../model/profile/entry-view.ts";
import { type Profile, type ProfileRoot, withoutEntries } from "../model/profile/profile.ts";
import type { ProfileCard } from "../model/profile/profile-card.ts";
import {
  type Entry,
  noEntries,
  type SectionName,
} from "../model/profile/sections/section-models.ts";
import { entryKey, sectionOf } from "./entry-keys.ts";
import { cardKey, isRootSort, profileKey, profileSort, userPartition } from "./keys.ts";
import type { Item } from "./table.ts";

/** A profile as read, with what is needed to write only the difference. */
export interface StoredProfile {
  readonly profile: Profile;
  /** Version that last wrote each entry, by entry id. */
  readonly entryVersions: ReadonlyMap<string, number>;
  /** Each entry's item, by entry id: what is not known of it stays when it is written again. */
  readonly entryItems: ReadonlyMap<string, Item>;
}

/** What a root of the first schema version does not say. */
const FIRST_DEFAULTS = { mcpDiscoverable: true };

/**
 * The root item of a profile. `entryCount` and `entryVersionSum` let a reader notice that it saw
 * the root of one version and entries of another, because a Query is no snapshot.
 */
export function rootItem(profile: Profile, entryVersions: ReadonlyMap<string, number>): Item {
  const { id, owner, ...fields } = withoutEntries(profile);
  return {
    ...profileKey(owner, id),
    ...fields,
    entryCount: entryVersions.size,
    entryVersionSum: sum(entryVersions.values()),
  };
}

/**
 * @param version of the profile that writes it
 * @param before the item as it was, whose unknown attributes stay
 */
export function entryItem(
  profile: Profile,
  section: SectionName,
  entry: Entry,
  version: number,
  before?: Item,
): Item {
  const key = entryKey(profile.owner, profile.id, section, entry.id);
  return { ...before, ...key, ...entry, version };
}

/** The card of a profile, or what stays of it. */
export function cardItem(profileId: string, card: ProfileCard): Item {
  return { ...cardKey(profileId), ...card };
}

/**
 * Puts the items of one partition together, in the order that a Query gives them: each root right
 * before its entries. Entries whose root is gone belong to a profile that is being removed and are
 * left out.
 * @returns undefined when some profile was read in the middle of a change; read again.
 */
export function assembleProfiles(items: readonly Item[]): StoredProfile[] | undefined {
  const profiles: StoredProfile[] = [];
  let end = 0;
  for (let start = 0; start < items.length; start = end) {
    const root = items[start] as Item;
    const prefix = `${root.sk}#`;
    end = start + 1;
    if (!isRootSort(root.sk as string)) continue;
    while (end < items.length && (items[end]?.sk as string).startsWith(prefix)) end += 1;
    const profile = assemble(root, items.slice(start + 1, end));
    if (!profile) return undefined;
    profiles.push(profile);
  }
  return profiles;
}

function assemble(root: Item, entries: readonly Item[]): StoredProfile | undefined {
  const { pk, sk, entryCount, entryVersionSum, schemaVersion, ...fields } = root;
  const entryVersions = new Map<string, number>();
  const entryItems = new Map<string, Item>();
  const sections: Record<SectionName, Entry[]> = noEntries();
  let versionSum = 0;
  for (const item of entries) {
    const section = sectionOf(item.sk as string);
    if (!section) continue;
    sections[section].push(entryView(section, item));
    entryVersions.set(item.id as string, item.version as number);
    entryItems.set(item.id as string, item);
    versionSum += item.version as number;
  }
  if (entryVersions.size !== entryCount || versionSum !== entryVersionSum) return undefined;
  const owner = (pk as string).slice(userPartition("").length);
  const id = (sk as string).slice(profileSort().length);
  const profile = { ...FIRST_DEFAULTS, ...fields, ...sections, id, owner };
  return { profile: profile as unknown as Profile, entryVersions, entryItems };
}

/** A profile without its entries, from its root item alone. */
export function toRoot(item: Item, owner: string, id: string): ProfileRoot {
  return { ...FIRST_DEFAULTS, ...item, owner, id } as unknown as ProfileRoot;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
