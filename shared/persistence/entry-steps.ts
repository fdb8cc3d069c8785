import { diffEntries } from "../model/profile/diff-entries.ts";
import {
  type Entry,
  type Profile,
  SECTION_NAMES,
  type SectionName,
} from "../model/profile/profile.ts";
import { entryKey } from "./keys.ts";
import { entryItem, type StoredProfile } from "./profile-item.ts";
import type { ProfileStep } from "./profile-step-label.ts";
import type { Item } from "./table.ts";

/** The entries that differ, and the version that last wrote each entry afterwards. */
export function entrySteps(before: StoredProfile, after: Profile) {
  const { written, removed } = diffEntries(before.profile, after);
  const fresh = new Set(written.map(({ entry }) => entry.id));
  const versions = new Map<string, number>();
  for (const { id } of SECTION_NAMES.flatMap((section): readonly Entry[] => after[section])) {
    versions.set(id, fresh.has(id) ? after.version : (before.entryVersions.get(id) ?? 0));
  }
  const steps = [
    ...written.map(({ section, entry }) =>
      putEntry(after, section, entry, before.entryItems.get(entry.id)),
    ),
    ...removed.map(({ section, id }) => deleteEntry(after, section, id)),
  ];
  return { steps, versions };
}

/** Writes an entry as of the profile's version. @param before the item as it was read */
export function putEntry(
  profile: Profile,
  section: SectionName,
  entry: Entry,
  before?: Item,
): ProfileStep {
  const Item = entryItem(profile, section, entry, profile.version, before);
  return { label: "entry", write: { Put: { Item } } };
}

function deleteEntry(profile: Profile, section: SectionName, id: string): ProfileStep {
  const Key = entryKey(profile.owner, profile.id, section, id);
  return { label: "entry", write: { Delete: { Key } } };
}
