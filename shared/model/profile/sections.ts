import { v7 as uuid } from "uuid";
import { type FieldIssue, invalid } from "../problem.ts";
import type {
  EducationInput,
  SocialLinkInput,
  WorkExperienceInput,
} from "./listed-entry-schema.ts";
import {
  type Entry,
  SECTION_NAMES,
  type SectionName,
  type Sections,
  type SocialLink,
} from "./profile.ts";
import { usernameOf } from "./username.ts";

type EntryInput = SocialLinkInput | WorkExperienceInput | EducationInput;
type SectionInputs = { readonly [S in SectionName]?: readonly EntryInput[] | null | undefined };

/** By `displayOrder`, then the newest start first, then in the order they were added. */
export function ordered<E extends Entry>(entries: readonly E[]): readonly E[] {
  return entries.toSorted(
    (a, b) =>
      a.displayOrder - b.displayOrder || inOrder(startOf(b), startOf(a)) || inOrder(a.id, b.id),
  );
}

/** Of dates and ids, which are plain ASCII. */
function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function startOf(entry: Entry): string {
  return "startDate" in entry ? (entry.startDate ?? "") : "";
}

/**
 * The sections after a change: a given list replaces the whole one, null empties it. Entries keep
 * the ids the caller names; an id that is not in the section, or named twice, is a fault.
 */
export function replaceSections(current: Sections, change: SectionInputs): Sections {
  const next: Record<SectionName, readonly Entry[]> = { ...current };
  const issues: FieldIssue[] = [];
  for (const section of SECTION_NAMES) {
    const given = change[section];
    if (given === undefined) continue;
    issues.push(...idIssues(section, current[section], given ?? []));
    const before = new Map(current[section].map((entry): [string, Entry] => [entry.id, entry]));
    next[section] = (given ?? [])
      .map((input, index) => toEntry(input, index, before.get(input.id ?? "")))
      .toSorted((a, b) => inOrder(a.id, b.id));
  }
  if (issues.length > 0) throw invalid(issues);
  return next as unknown as Sections;
}

function toEntry(input: EntryInput, index: number, before: Entry | undefined): Entry {
  const { id = uuid(), displayOrder = index, ...fields } = input;
  const entry = { id, ...fields, displayOrder } as Entry;
  // A name that was read from the old address, and came along with the rest, is read anew.
  const isOld = before && isDerived(before) && "url" in entry && entry.username === before.username;
  return settled(isOld ? { ...entry, username: "" } : entry);
}

/** Whether the entry's name was read from its address, and goes with it. */
export function isDerived(entry: Entry): entry is SocialLink {
  return "url" in entry && entry.username === usernameOf(entry);
}

/** Fills in what follows from the rest. Adding nothing turns -0, which is stored as 0, into 0. */
export function settled(entry: Entry): Entry {
  const displayOrder = entry.displayOrder + 0;
  return "url" in entry
    ? { ...entry, username: entry.username || usernameOf(entry), displayOrder }
    : { ...entry, displayOrder };
}

function idIssues(section: SectionName, current: readonly Entry[], given: readonly EntryInput[]) {
  const known = new Set(current.map((entry) => entry.id));
  const issues: FieldIssue[] = [];
  for (const [index, { id }] of given.entries()) {
    if (id !== undefined && !known.delete(id)) {
      const msg =
        "Must be the id of an entry of this list, named once; leave it out for a new entry.";
      issues.push({ path: [section, index, "id"], msg, type: "unknown_entry" });
    }
  }
  return issues;
}
