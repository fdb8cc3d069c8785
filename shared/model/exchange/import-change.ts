import { caseFolded } from "../profile/case-folded.ts";
import type { ListedEntry } from "../profile/entry-schemas.ts";
import { LIMITS } from "../profile/limits.ts";
import type { Profile } from "../profile/profile.ts";
import { type Entry, SECTION_NAMES, type SectionName } from "../profile/sections/section-models.ts";
import type { UpdateProfileInput } from "../profile/update-profile-input.ts";
import type { ImportMode } from "./import-query.ts";
import type { Fitted, ImportLeft } from "./imported.ts";
import { KnownEntries, upToDate } from "./same-entry.ts";

/** What a document may set. It never says who sees a profile, nor where it is. */
export type DocumentFields = Omit<
  UpdateProfileInput,
  | ("slug" | "isPublic" | "isPrimary")
  | ("id" | "photoUrl" | "photo" | "createdAt" | "updatedAt" | "version")
>;

/** What of a document can be stored, in the form of a change. */
export interface ReadImport extends Omit<Fitted, "fields"> {
  readonly fields: DocumentFields;
}

/** A change of a profile, and what of the document found no place in it. */
export interface ImportedChange {
  readonly change: UpdateProfileInput;
  readonly left: readonly ImportLeft[];
}

/** What a replaced profile loses where the document has nothing of it. */
const CLEARED = [
  ...["company", "bio", "location", "vertical", "headline", "skills"],
  ...["contactEmail", "contactPhone", ...SECTION_NAMES],
] as const;

/** What a document changes of a profile. The profile's own entries keep their ids. */
export function importChange(
  profile: Profile,
  fields: DocumentFields,
  mode: ImportMode,
): ImportedChange {
  return mode === "replace" ? replacing(profile, fields) : merging(profile, fields);
}

function replacing(profile: Profile, fields: DocumentFields): ImportedChange {
  const cleared = Object.fromEntries(CLEARED.map((field) => [field, null]));
  const lists = SECTION_NAMES.map((section) => {
    const known = new KnownEntries<Entry>(section, profile[section]);
    const list = entriesOf(fields, section)?.map((entry) => {
      const id = known.take(entry)?.id;
      return id === undefined ? entry : { ...entry, id };
    });
    return [section, list ?? null];
  });
  return { change: { ...cleared, ...fields, ...Object.fromEntries(lists) }, left: [] };
}

function merging(profile: Profile, fields: DocumentFields): ImportedChange {
  const left: ImportLeft[] = [];
  const change: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    // What is unset in the document says nothing.
    if (value !== null && value !== undefined) change[field] = value;
  }
  if (fields.skills) change.skills = united(profile.skills, fields.skills, left);
  for (const section of SECTION_NAMES) {
    const list = entriesOf(fields, section);
    if (list) change[section] = mergedEntries(section, profile[section], list, left);
  }
  return { change, left };
}

function united(own: readonly string[], found: readonly string[], left: ImportLeft[]): string[] {
  const known = new Set(own.map(caseFolded));
  const skills = [...own];
  for (const [index, skill] of found.entries()) {
    if (known.has(caseFolded(skill))) continue;
    if (skills.length < LIMITS.skills) skills.push(skill);
    else left.push({ field: `skills[${index}]`, why: fullOf("skills", LIMITS.skills) });
  }
  return skills;
}

function mergedEntries(
  section: SectionName,
  own: readonly Entry[],
  found: readonly ListedEntry[],
  left: ImportLeft[],
): object[] {
  const known = new KnownEntries(section, own);
  const merged = new Map<string, object>(own.map((entry) => [entry.id, entry]));
  const added: object[] = [];
  let place = Math.max(-1, ...own.map(({ displayOrder }) => displayOrder));
  for (const [index, entry] of found.entries()) {
    const before = known.take(entry);
    if (before) merged.set(before.id, upToDate(section, before, entry));
    else if (merged.size + added.length >= LIMITS.entries) {
      left.push({ field: `${section}[${index}]`, why: fullOf("entries", LIMITS.entries) });
    } else {
      place = Math.min(place + 1, LIMITS.displayOrder);
      added.push({ ...entry, displayOrder: place });
    }
  }
  return [...merged.values(), ...added];
}

function entriesOf(
  fields: DocumentFields,
  section: SectionName,
): readonly ListedEntry[] | null | undefined {
  return fields[section];
}

function fullOf(what: string, most: number): string {
  return `The profile would have more than ${most} ${what} there, which is the most it may have.`;
}
