import { v7 as uuid } from "uuid";
import { type FieldIssue, invalid } from "../problem.ts";
import { fieldOf, settled, settledAfter } from "./derived-field.ts";
import { inOrder } from "./entry-order.ts";
import type { ListedEntry } from "./entry-schemas.ts";
import {
  type Entry,
  SECTION_NAMES,
  type SectionName,
  type Sections,
} from "./sections/section-models.ts";

type SectionInputs = { readonly [S in SectionName]?: readonly ListedEntry[] | null | undefined };

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
      .map((input, index) => toEntry(section, input, index, before.get(input.id ?? "")))
      .toSorted((a, b) => inOrder(a.id, b.id));
  }
  if (issues.length > 0) throw invalid(issues);
  return next as unknown as Sections;
}

function toEntry(
  section: SectionName,
  input: ListedEntry,
  index: number,
  before: Entry | undefined,
): Entry {
  const { id = uuid(), displayOrder = index, ...fields } = input;
  const entry = { id, ...fields, displayOrder } as Entry;
  if (!before) return settled(section, entry);
  // A value that was read from the old fields, and came along with the rest, is read again.
  return settledAfter(section, before, entry, (field) => {
    const value = fieldOf(entry, field);
    return value === fieldOf(before, field) ? undefined : value;
  });
}

function idIssues(section: SectionName, current: readonly Entry[], given: readonly ListedEntry[]) {
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
