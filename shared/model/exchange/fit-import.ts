import { email } from "../email.ts";
import { phone } from "../phone.ts";
import { caseFolded } from "../profile/case-folded.ts";
import { LIMITS } from "../profile/limits.ts";
import { SECTION_NAMES, type SectionName } from "../profile/sections/section-models.ts";
import { SLUG_PATTERN, slugFromName } from "../profile/slug.ts";
import { TEXT_RULES } from "../profile/text-rules.ts";
import type { TextRules } from "../text.ts";
import { fitEntries } from "./fit-entries.ts";
import { FitNotes } from "./fit-notes.ts";
import { type Fit, fitText, saysNothing, writtenText } from "./fit-text.ts";
import { boundedLeft } from "./import-notes.ts";
import type { Fitted, Imported } from "./imported.ts";
import { keepValid } from "./keep-valid.ts";

const TEXTS: Readonly<Record<string, TextRules>> = TEXT_RULES;

const ANSWERS = ["showEmail", "showPhone", "mcpDiscoverable"];

/** What a document of ours may bring, and an import does not touch. */
const UNTOUCHED: Readonly<Record<string, string>> = {
  slug: "The address of a profile is not imported; it can be changed afterwards.",
  isPublic: "An import does not publish a profile, nor take it back.",
  isPrimary: "Which profile is the primary one is not imported.",
};

/** More are not tried to find as many as a profile holds. */
const MOST_SKILLS_TRIED = 10 * LIMITS.skills;
const MOST_CANDIDATES = 20;

/**
 * Makes what a reader found fit our rules, and tells what became of each value. Never throws: what
 * cannot be kept is left. Fields that say nothing are not among those returned.
 */
export async function fitImport(imported: Imported): Promise<Fitted> {
  const notes = new FitNotes(imported.sources ?? {});
  const found: Record<string, unknown> = {};
  for (const field of Object.keys(imported.fields)) {
    const value = await fitField(field, imported.fields[field], notes);
    if (!saysNothing(value)) found[field] = value;
  }
  const fields = await keepValid(found, notes);
  const photo = fitPhoto(imported.photo, notes);
  const left = [...notes.left, ...imported.left];
  return {
    fields,
    ...(photo && { photo }),
    taken: [
      ...Object.keys(fields).flatMap((field) => placesIn(field, fields[field])),
      ...(photo ? ["photo"] : []),
    ],
    changed: [...imported.changed, ...notes.changed],
    left: boundedLeft(left, notes.moreLeft + (imported.moreLeft ?? 0)),
  };
}

async function fitField(field: string, value: unknown, notes: FitNotes): Promise<unknown> {
  if (saysNothing(value)) return undefined;
  const way = { from: field, to: field };
  if (Object.hasOwn(TEXTS, field)) {
    return notes.settle(way, value, fitText(value, TEXTS[field] as TextRules));
  }
  if (isSection(field)) return fitEntries(field, value, notes);
  if (field === "skills") return fitSkills(value, notes);
  if (field === "contactEmail") return fitFirst(field, value, fitEmail, notes);
  if (field === "contactPhone") return fitFirst(field, value, fitPhone, notes);
  if (field === "vertical") return notes.settle(way, value, await fitVertical(value));
  if (ANSWERS.includes(field)) {
    return notes.settle<boolean>(way, value, typeof value === "boolean" ? { value } : NO_ANSWER);
  }
  const why = Object.hasOwn(UNTOUCHED, field) ? UNTOUCHED[field] : undefined;
  notes.leaveAt(field, why ?? "Is not a field of a profile that can be written.");
  return undefined;
}

const NO_ANSWER = { leftFor: "Is neither true nor false." };

function isSection(field: string): field is SectionName {
  return (SECTION_NAMES as readonly string[]).includes(field);
}

function fitSkills(value: unknown, notes: FitNotes): string[] {
  if (!Array.isArray(value)) {
    notes.leaveAt("skills", "Is not a list.");
    return [];
  }
  const skills = new Map<string, string>();
  for (const [index, raw] of value.entries()) {
    const from = `skills[${index}]`;
    if (skills.size === LIMITS.skills || index === MOST_SKILLS_TRIED) {
      const after = value.length - index - 1;
      const these = after > 0 ? `This one and the ${after} after it are left` : "This one is left";
      notes.leaveAt(from, `${these}: a profile holds at most ${LIMITS.skills} skills.`);
      break;
    }
    const fit = fitText(raw, { min: 1, max: LIMITS.skill });
    const isRepeated = fit && "value" in fit && skills.has(caseFolded(fit.value));
    if (isRepeated) notes.leaveAt(from, "Is in the list already.");
    const skill = isRepeated
      ? undefined
      : notes.settle({ from, to: `skills[${skills.size}]` }, raw, fit);
    if (skill !== undefined) skills.set(caseFolded(skill), skill);
  }
  return [...skills.values()];
}

/** The first of several that is valid; the others are left. */
async function fitFirst(
  field: string,
  value: unknown,
  fitOne: (raw: unknown) => Fit | Promise<Fit>,
  notes: FitNotes,
): Promise<string | undefined> {
  const candidates = Array.isArray(value) ? value : [value];
  let taken: string | undefined;
  for (const [index, raw] of candidates.entries()) {
    const from = Array.isArray(value) ? `${field}[${index}]` : field;
    if (index === MOST_CANDIDATES) {
      notes.leaveAt(from, `This one and all after it are left: a profile holds one.`);
      break;
    }
    if (saysNothing(raw)) continue;
    if (taken !== undefined) notes.leaveAt(from, "A profile holds one.");
    else taken = notes.settle({ from, to: field }, raw, await fitOne(raw));
  }
  return taken;
}

function fitEmail(value: unknown): Fit {
  if (saysNothing(value)) return undefined;
  const address = writtenText(value)?.trim() ?? "";
  const parsed = address.length > LIMITS.url ? undefined : email().safeParse(address);
  return parsed?.success ? { value: parsed.data } : { leftFor: "Is not an e-mail address." };
}

async function fitPhone(value: unknown): Promise<Fit> {
  if (saysNothing(value)) return undefined;
  const written = writtenText(value)?.trim();
  const parsed = await phone().safeParseAsync(written);
  if (!parsed.success) return { leftFor: "Is not a phone number with its country code, like +44…" };
  if (parsed.data === written) return { value: parsed.data };
  return { value: parsed.data, why: "Phone numbers are kept in their international form." };
}

async function fitVertical(value: unknown): Promise<Fit> {
  if (saysNothing(value)) return undefined;
  const written = writtenText(value)?.trim().slice(0, LIMITS.description);
  if (written === undefined) return { leftFor: "Is not a text." };
  if (SLUG_PATTERN.test(written) && written.length <= LIMITS.vertical) return { value: written };
  const slug = await slugFromName(written.toWellFormed());
  if (slug === "") return { leftFor: "Has no letters that a line of business is written with." };
  return { value: slug, why: "A line of business is kept in lower-case letters and hyphens." };
}

function fitPhoto(photo: Uint8Array | undefined, notes: FitNotes): Uint8Array | undefined {
  if (!photo || photo.byteLength <= LIMITS.photoBytes) return photo;
  notes.leaveAt("photo", `Is larger than ${LIMITS.photoBytes} bytes.`);
  return undefined;
}

/** The places of the values in a field: of each field of each entry. */
function placesIn(field: string, value: unknown): string[] {
  if (!isSection(field) || !Array.isArray(value)) return [field];
  return value.flatMap((entry: Readonly<Record<string, unknown>>, index) =>
    Object.keys(entry)
      .filter((name) => !saysNothing(entry[name]))
      .map((name) => `${field}[${index}].${name}`),
  );
}
