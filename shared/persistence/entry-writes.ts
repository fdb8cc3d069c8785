import {
  type Entry,
  type Profile,
  SECTION_NAMES,
  type SectionName,
} from "../domain/profile/profile.ts";
import { entryKey } from "./keys.ts";
import { entryItem, type StoredProfile } from "./profile-item.ts";
import type { ProfileStep } from "./profile-step.ts";

/** The entries that differ, and the version that last wrote each entry afterwards. */
export function entrySteps(before: StoredProfile, after: Profile) {
  const versions = new Map<string, number>();
  const steps: ProfileStep[] = [];
  for (const section of SECTION_NAMES) {
    const old = new Map(before.profile[section].map((entry) => [entry.id, entry]));
    for (const entry of after[section]) {
      const stored = old.get(entry.id);
      const same = stored && sameEntry(stored, entry);
      versions.set(entry.id, same ? (before.entryVersions.get(entry.id) ?? 0) : after.version);
      if (!same) steps.push(putEntry(after, section, entry));
      old.delete(entry.id);
    }
    for (const id of old.keys()) {
      const Key = entryKey(after.owner, after.id, section, id);
      steps.push({ label: "entry", write: { Delete: { Key } } });
    }
  }
  return { steps, versions };
}

export function putEntry(profile: Profile, section: SectionName, entry: Entry): ProfileStep {
  const Item = entryItem(profile, section, entry, profile.version);
  return { label: "entry", write: { Put: { Item } } };
}

function sameEntry(a: Entry, b: Entry): boolean {
  const other = b as unknown as Record<string, unknown>;
  return Object.entries(a).every(([key, value]) => other[key] === value);
}
