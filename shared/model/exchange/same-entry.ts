import { caseFolded } from "../profile/case-folded.ts";
import { fieldOf } from "../profile/derived-field.ts";
import { ordered } from "../profile/entry-order.ts";
import type { ListedEntry } from "../profile/entry-schemas.ts";
import { type Dates, endsAfterStart } from "../profile/partial-dates.ts";
import type { Entry, SectionName } from "../profile/sections/section-models.ts";

/** Fields that tell which job, school or page an entry is about. */
const TELLING: { readonly [S in SectionName]: readonly string[] } = {
  workExperiences: ["jobTitle", "company", "startDate"],
  education: ["institution", "degree", "startDate"],
  socialLinks: ["url"],
};

/**
 * Finds among the profile's entries those that a document tells of. Each is found once: of two like
 * ones the second is a new entry. One that says the same comes first, then one of the same month, then
 * one that may be of it.
 */
export class KnownEntries<E extends Entry> {
  readonly #section: SectionName;
  readonly #left: Set<E>;

  constructor(section: SectionName, entries: readonly E[]) {
    this.#section = section;
    this.#left = new Set(ordered(entries));
  }

  /** @returns undefined for a new one */
  take(entry: object): E | undefined {
    const alike = [...this.#left].filter((known) => this.#isAlike(known, entry));
    const isSame = (known: E) =>
      Object.entries(entry).every(([field, value]) => fieldOf(known, field) === value);
    const isOfMonth = (known: E) => startOf(known) === startOf(entry);
    const found = alike.find(isSame) ?? alike.find(isOfMonth) ?? alike[0];
    if (found) this.#left.delete(found);
    return found;
  }

  #isAlike(known: E, entry: object): boolean {
    return TELLING[this.#section].every((field) => {
      const [mine, theirs] = [textOf(fieldOf(known, field)), textOf(fieldOf(entry, field))];
      return SAME[field]?.(mine, theirs) ?? folded(mine) === folded(theirs);
    });
  }
}

/** How fields are compared that are not just words. */
const SAME: Readonly<Record<string, (one: string, other: string) => boolean>> = {
  // A date that is not known may be any; a year may be any month of it.
  startDate: (one, other) => one.startsWith(other) || other.startsWith(one),
  // As a browser gets there: by http or https, with or without `www.` and a slash at the end.
  url: (one, other) => pageOf(one) === pageOf(other),
};

function startOf(entry: object): string {
  return textOf(fieldOf(entry, "startDate"));
}

function textOf(value: unknown): string {
  return String(value ?? "");
}

/** What a known entry keeps as its owner wrote it: what tells it is there already, in other letters. */
const KEPT: { readonly [S in SectionName]: readonly string[] } = {
  workExperiences: ["jobTitle", "company"],
  education: ["institution", "degree"],
  socialLinks: ["platform", "url", "username"],
};

/** The profile's entry with what the document says of it; its id and its place are the owner's. */
export function upToDate(
  section: SectionName,
  before: Entry,
  { id, displayOrder, ...found }: ListedEntry,
): Entry {
  const said = Object.entries(found).filter(
    ([field, value]) =>
      value !== null &&
      value !== "" &&
      !KEPT[section].includes(field) &&
      !isCoarserDate(field, value, fieldOf(before, field)),
  );
  const after = { ...before, ...Object.fromEntries(said) } as Entry;
  if (!("endDate" in after) || endsAfterStart(after as Dates)) return after;
  // The start of one and the end of the other may be no span at all.
  const { startDate, endDate } = found as unknown as Dates;
  return { ...after, startDate, endDate } as Entry;
}

/** A year, where the month of it is known. */
function isCoarserDate(field: string, value: unknown, own: unknown): boolean {
  const isDate = field === "startDate" || field === "endDate";
  return isDate && typeof own === "string" && own.startsWith(String(value));
}

function folded(text: string): string {
  return caseFolded(text).replaceAll(/\s+/g, " ").trim();
}

function pageOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const host = parsed.host.replace(/^www\./, "");
  return `${host}${parsed.pathname.replace(/\/+$/, "")}${parsed.search}${parsed.hash}`;
}
