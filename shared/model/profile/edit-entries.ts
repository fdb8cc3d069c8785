import { invalidField, Problem } from "../problem.ts";
import { readOnly } from "./as-read.ts";
import { fieldOf, settled, settledAfter } from "./derived-field.ts";
import type { EntryDraft, EntryPatch } from "./entry-schemas.ts";
import { LIMITS } from "./limits.ts";
import { type Dates, endsAfterStart } from "./partial-dates.ts";
import type { Entry, SectionName } from "./sections/section-models.ts";

/**
 * The entries with one more, at the end unless it names its place.
 * @throws Problem `conflict` `entry_limit_reached`
 */
export function withEntry(
  section: SectionName,
  entries: readonly Entry[],
  id: string,
  draft: EntryDraft,
): readonly Entry[] {
  if (entries.length >= LIMITS.entries) throw limitReached();
  const last = Math.max(-1, ...entries.map(({ displayOrder }) => displayOrder));
  const { displayOrder = Math.min(last + 1, LIMITS.displayOrder), ...fields } = draft;
  return [...entries, settled(section, { id, ...fields, displayOrder } as Entry)];
}

/**
 * The entries with one of them changed; fields that are absent stay.
 * @throws Problem `not_found`, `invalid` when it would end before it starts, or get another id
 */
export function withPatchedEntry(
  section: SectionName,
  entries: readonly Entry[],
  id: string,
  patch: EntryPatch,
): readonly Entry[] {
  const before = findEntry(entries, id);
  if (patch.id !== undefined && patch.id !== id) throw readOnly(["id"]);
  const after = merged(section, before, patch);
  return entries.map((entry) => (entry === before ? after : entry));
}

/** The entries without one of them. @throws Problem `not_found` */
export function withoutEntry(entries: readonly Entry[], id: string): readonly Entry[] {
  const gone = findEntry(entries, id);
  return entries.filter((entry) => entry !== gone);
}

/** @throws Problem `not_found` */
export function findEntry(entries: readonly Entry[], id: string): Entry {
  const found = entries.find((entry) => entry.id === id);
  if (!found) throw new Problem("not_found", "entry_not_found", "Entry not found.");
  return found;
}

function merged(section: SectionName, before: Entry, patch: EntryPatch): Entry {
  const after = { ...before, ...patch } as Entry;
  if ("startDate" in after && !endsAfterStart(after satisfies Dates)) {
    throw invalidField("endDate", "end_before_start", "Must not be before startDate.");
  }
  return settledAfter(section, before, after, (field) => fieldOf(patch, field));
}

function limitReached(): Problem {
  const detail = `The section has ${LIMITS.entries} entries, which is the most it may have.`;
  return new Problem("conflict", "entry_limit_reached", detail);
}
