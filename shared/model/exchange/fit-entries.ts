import { LIMITS } from "../profile/limits.ts";
import { endsAfterStart } from "../profile/partial-dates.ts";
import type { EntryField } from "../profile/sections/entry-fields.ts";
import { SECTIONS, type SectionName } from "../profile/sections/section-models.ts";
import { fitAddress, fitPlatform, fitUrl } from "./fit-link.ts";
import type { FitNotes, Way } from "./fit-notes.ts";
import { FitNotes as Notes } from "./fit-notes.ts";
import { type Fit, fitText, saysNothing } from "./fit-text.ts";
import { fitDate, goesOn } from "./read-date.ts";

type Raw = Readonly<Record<string, unknown>>;
type FittedEntry = Record<string, unknown>;

/** So many are tried to find as many as a section holds. */
const MOST_TRIED = 10 * LIMITS.entries;

const ENTRY_WORDS: Readonly<Record<SectionName, string>> = {
  workExperiences: "A job",
  education: "A school",
  socialLinks: "A link",
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  jobTitle: "a title",
  company: "a company",
  startDate: "a start date",
  institution: "a name",
  platform: "a platform",
  url: "a web address",
};

/** The entries of a list that fit, in its order. */
export function fitEntries(section: SectionName, value: unknown, notes: FitNotes): FittedEntry[] {
  if (saysNothing(value)) return [];
  if (!Array.isArray(value)) {
    notes.leaveAt(section, "Is not a list.");
    return [];
  }
  const entries: FittedEntry[] = [];
  for (const [index, raw] of value.entries()) {
    const way = { from: `${section}[${index}]`, to: `${section}[${entries.length}]` };
    if (entries.length === LIMITS.entries || index === MOST_TRIED) {
      notes.leaveAt(way.from, moreThanFit(value.length - index - 1));
      break;
    }
    const entry = fitEntry(section, raw, way, notes);
    if (entry) entries.push(entry);
  }
  return entries;
}

function moreThanFit(after: number): string {
  const these = after > 0 ? `This one and the ${after} after it are left` : "This one is left";
  return `${these}: a profile holds at most ${LIMITS.entries} entries of a kind.`;
}

/** Undefined when something that it needs is missing; one line then tells so. */
function fitEntry(section: SectionName, raw: unknown, way: Way, notes: FitNotes) {
  if (!isRecord(raw)) {
    notes.leaveAt(way.from, "Is not an entry with fields.");
    return undefined;
  }
  const own = new Notes(notes.sources);
  const entry: FittedEntry = {};
  for (const [name, field] of Object.entries<EntryField>(SECTIONS[section].fields)) {
    const given = ownValue(raw, name);
    const fit = section === "socialLinks" ? fitOfLink(name, raw, entry) : fitField(field, given);
    const value = own.settle(inside(way, name), given ?? ownValue(raw, "username"), fit);
    if (value !== undefined) entry[name] = value;
  }
  const missing = missingOf(section, entry);
  if (missing.length > 0) {
    const words = `${ENTRY_WORDS[section]} needs ${missing.join(" and ")}`;
    notes.leaveAt(way.from, `${words}, which is missing or cannot be read.`);
    return undefined;
  }
  putDatesInOrder(entry, way, own);
  takePlace(raw, entry, way, own);
  leaveUnknown(section, raw, way, own);
  notes.add(own);
  return entry;
}

function missingOf(section: SectionName, entry: FittedEntry): string[] {
  const needed = Object.entries<EntryField>(SECTIONS[section].fields).filter(
    ([, field]) => field.kind === "url" || field.kind === "choice" || field.isRequired,
  );
  return needed
    .filter(([name]) => entry[name] === undefined)
    .map(([name]) => FIELD_WORDS[name] ?? name);
}

function fitField(field: EntryField, value: unknown): Fit {
  switch (field.kind) {
    case "text":
      return fitText(value, { ...field, min: field.isRequired ? 1 : 0 });
    case "date":
      return !field.isRequired && goesOn(value) ? undefined : fitDate(value);
    case "url":
      return fitUrl(value);
    case "choice":
      return field.of.includes(String(value)) ? { value: String(value) } : undefined;
  }
}

/** The platform comes first: an address can be made of it and the name on it. */
function fitOfLink(name: string, raw: Raw, entry: FittedEntry): Fit {
  const [url, username] = [ownValue(raw, "url"), ownValue(raw, "username")];
  if (name === "platform") return fitPlatform(ownValue(raw, "platform"), url);
  if (name === "url") return fitAddress(String(entry.platform), url, username);
  return fitField(SECTIONS.socialLinks.fields.username, username);
}

function putDatesInOrder(entry: FittedEntry, { to }: Way, notes: FitNotes): void {
  const { startDate = null, endDate = null } = entry as Record<string, string | null>;
  if (startDate === null || endDate === null || endsAfterStart({ startDate, endDate })) return;
  const why = "The end was before the start: the two have changed places.";
  entry.startDate = endDate;
  entry.endDate = startDate;
  notes.change(`${to}.startDate`, startDate, endDate, why);
  notes.change(`${to}.endDate`, endDate, startDate, why);
}

function takePlace(raw: Raw, entry: FittedEntry, way: Way, notes: FitNotes): void {
  const place = ownValue(raw, "displayOrder");
  if (saysNothing(place)) return;
  const isPlace = Number.isInteger(place) && Number(place) >= 0;
  if (isPlace && Number(place) <= LIMITS.displayOrder) entry.displayOrder = place;
  else notes.leaveAt(`${way.from}.displayOrder`, "Is not a place in a list.");
}

function leaveUnknown(section: SectionName, raw: Raw, { from }: Way, notes: FitNotes): void {
  for (const name of Object.keys(raw)) {
    if (Object.hasOwn(SECTIONS[section].fields, name) || name === "displayOrder") continue;
    if (saysNothing(raw[name])) continue;
    const why = name === "id" ? "An entry gets an id of its own." : "Is not a field of an entry.";
    notes.leaveAt(`${from}.${name}`, why);
  }
}

function inside({ from, to }: Way, name: string): Way {
  return { from: `${from}.${name}`, to: `${to}.${name}` };
}

function isRecord(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ownValue(raw: Raw, name: string): unknown {
  return Object.hasOwn(raw, name) ? raw[name] : undefined;
}
