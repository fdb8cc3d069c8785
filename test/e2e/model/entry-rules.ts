import { expect } from "vitest";
import type { SectionName } from "../../../shared/model/profile/sections/section-models.ts";
import type { ModelEntry } from "./world.ts";

export type EntryFields = Readonly<Record<string, string | number | null | undefined>>;

export const SECTIONS: readonly SectionName[] = ["socialLinks", "workExperiences", "education"];
export const SECTION_PATHS = {
  socialLinks: "social-links",
  workExperiences: "work-experiences",
  education: "education",
} as const;

export const MOST_ENTRIES = 50;
/** Entries that may differ in one request. */
const MOST_CHANGES = 90;

/** What a field is when it was left out or cleared. */
const UNSET: Readonly<Record<SectionName, EntryFields>> = {
  socialLinks: { username: "" },
  workExperiences: { location: "", endDate: null, description: "" },
  education: { degree: "", fieldOfStudy: "", startDate: null, endDate: null, description: "" },
};

/** The dates are checked as far as both are told. */
export function hasDatesInOrder({ startDate, endDate }: EntryFields): boolean {
  if (typeof startDate !== "string" || typeof endDate !== "string") return true;
  const length = Math.min(startDate.length, endDate.length);
  return startDate.slice(0, length) <= endDate.slice(0, length);
}

/** The user's name in an address, for the platforms the tests use. */
function usernameIn({ platform, url }: EntryFields): string {
  const [, , host, first = "", second = ""] = String(url).split("/");
  if (platform === "github") return host === "github.com" ? first : "";
  return platform === "linkedin" && host === "www.linkedin.com" && first === "in" ? second : "";
}

/** A draft with everything that follows from it. */
export function completed(
  section: SectionName,
  draft: EntryFields,
  id: string,
  displayOrder: number,
): ModelEntry {
  const given = Object.entries(draft).filter(([, value]) => value !== undefined);
  const entry: EntryFields = { displayOrder, ...UNSET[section], ...Object.fromEntries(given), id };
  return named(section, entry);
}

/** A draft in the place of an entry: a name read from the old address means nothing if it is sent. */
function completedAgain(
  section: SectionName,
  draft: EntryFields,
  old: ModelEntry,
  displayOrder: number,
): ModelEntry {
  const isOldName = section === "socialLinks" && draft.username === usernameIn(old);
  const meant = isOldName && old.username === draft.username ? { ...draft, username: "" } : draft;
  return completed(section, meant, old.id, displayOrder);
}

/** A merge patch: null clears; a name that was read from an address goes with the address. */
export function patched(section: SectionName, before: ModelEntry, patch: EntryFields): ModelEntry {
  const changes = Object.entries(patch).map(([name, value]) => [
    name,
    value ?? UNSET[section][name] ?? null,
  ]);
  const after: EntryFields = { ...before, ...Object.fromEntries(changes) };
  const followsAddress = section === "socialLinks" && before.username === usernameIn(before);
  const isRenamed = patch.username !== undefined;
  return named(section, followsAddress && !isRenamed ? { ...after, username: "" } : after);
}

function named(section: SectionName, entry: EntryFields): ModelEntry {
  const username = entry.username || usernameIn(entry);
  return { ...entry, ...(section === "socialLinks" && { username }) } as ModelEntry;
}

/** By `displayOrder`, the newest start, and age. */
export function inOrder(entries: readonly ModelEntry[]): ModelEntry[] {
  const start = ({ startDate }: ModelEntry) => String(startDate ?? "");
  return [...entries].sort((a, b) => {
    if (a.displayOrder !== b.displayOrder) return a.displayOrder - b.displayOrder;
    if (start(a) !== start(b)) return start(a) > start(b) ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
}

/** True when a list names an entry that the section has not, or one twice. */
export function namesStrangers(
  before: readonly ModelEntry[],
  given: readonly EntryFields[],
): boolean {
  const ids = given.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const known = new Set<unknown>(before.map(({ id }) => id));
  return new Set(ids).size < ids.length || ids.some((id) => !known.has(id));
}

/** True when a list in place of another differs in more entries than one request may change. */
export function changesTooMuch(
  before: readonly ModelEntry[],
  given: readonly EntryFields[],
  section: SectionName,
): number {
  const left = new Map(before.map((entry) => [entry.id, entry]));
  let changes = 0;
  for (const [index, draft] of given.entries()) {
    const old = typeof draft.id === "string" ? left.get(draft.id) : undefined;
    const isSame = old && isEqual(old, completedAgain(section, draft, old, index));
    if (!isSame) changes += 1;
    if (old) left.delete(old.id);
  }
  return changes + left.size;
}

export const isTooMuch = (changes: number) => changes > MOST_CHANGES;

function isEqual(a: ModelEntry, b: ModelEntry): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

/**
 * The entries of a list that was given in place of a section. Ids of new ones are taken from the
 * answer, where they rise in the order of the list.
 */
export function replaced(
  section: SectionName,
  before: readonly ModelEntry[],
  given: readonly EntryFields[],
  answered: readonly ModelEntry[],
): ModelEntry[] {
  const known = new Set(before.map(({ id }) => id));
  const newIds = answered
    .map(({ id }) => id)
    .filter((id) => !known.has(id))
    .sort();
  const entries = given.map((draft, index) => {
    const old = before.find(({ id }) => id === draft.id);
    if (old) return completedAgain(section, draft, old, index);
    return completed(section, draft, newIds.shift() ?? "(missing)", index);
  });
  expect(answered).toMatchObject(inOrder(entries));
  return entries;
}

export { isEqual as isSameEntry };
