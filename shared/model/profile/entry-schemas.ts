import * as z from "zod/mini";
import { once } from "../once.ts";
import { type TextRules, text } from "../text.ts";
import { orUnset, trimmed } from "../unset.ts";
import { webUrl } from "../web-url.ts";
import { addressOfHandle } from "./handle.ts";
import { LIMITS } from "./limits.ts";
import { DATE_PATTERN, type Dates, endsAfterStart } from "./partial-dates.ts";
import type { EntryField } from "./sections/entry-fields.ts";
import {
  type Entry,
  SECTIONS,
  type SectionName,
  type Sections,
} from "./sections/section-models.ts";

/*
 * What callers may send of an entry: in the list of a profile, as a new one by itself, and as a
 * change of one. All three are made of the section's fields.
 */

type Draft<E> = Omit<E, "id" | "displayOrder"> & { readonly displayOrder?: number | undefined };
type DraftOf<E> = E extends Entry ? Draft<E> : never;

/** A new entry; the service gives it its id, and a place at the end when it names none. */
export type EntryDraft = DraftOf<Entry>;

/**
 * Fields of one entry to change; cleared ones already have the value that stands for unset. Its id
 * does not change.
 */
export type EntryPatch = Partial<EntryDraft> & { readonly id?: string | undefined };

/** An entry of a list that replaces the whole one: with its id when the list has it already. */
export type ListedEntry<S extends SectionName = SectionName> = {
  [N in S]: Draft<Sections[N][number]> & { readonly id?: string | undefined };
}[S];

/** `YYYY` or `YYYY-MM`. */
const partialDate = once(() => z.string().check(z.regex(DATE_PATTERN, "Must be YYYY or YYYY-MM.")));

/** The place of an entry in its list. */
const place = once(() => z.int().check(z.minimum(0), z.maximum(LIMITS.displayOrder)));

/** Null leaves it to the service, as if it were left out. */
const optionalPlace = once(() =>
  z.optional(
    z.pipe(
      z.nullable(place()),
      z.transform((value: number | null) => value ?? undefined),
    ),
  ),
);

const id = once(() => z.optional(z.uuid().check(z.toLowerCase())));

const datesInOrder = once(() =>
  z.refine<Dates>(endsAfterStart, {
    path: ["endDate"],
    error: "Must not be before startDate.",
    params: { type: "end_before_start" },
  }),
);

/** What a field takes; and what it is while unset, if it may be that. */
interface FieldInput {
  readonly schema: z.ZodMiniType;
  readonly unset?: "" | null;
}

function inputOf(field: EntryField): FieldInput {
  if (field.kind === "url") return { schema: trimmed(webUrl()) };
  if (field.kind === "choice") return { schema: trimmed(z.enum(field.of)) };
  if (field.kind === "text") {
    const { isRequired, max, multiline = false } = field;
    if (isRequired) return { schema: text({ min: 1, max, multiline }) };
    return { schema: optionalText({ max, multiline }), unset: "" };
  }
  return field.isRequired
    ? { schema: trimmed(partialDate()) }
    : { schema: orUnset(partialDate()), unset: null };
}

/** Text for which null stands for unset. */
function optionalText(rules: TextRules) {
  return z.pipe(
    z.nullable(text(rules)),
    z.transform((value: string | null) => value ?? ""),
  );
}

/** Schemas of a section's own fields, by name. */
function shapeOf(section: SectionName, toSchema: (input: FieldInput) => z.ZodMiniType) {
  return Object.fromEntries(
    Object.entries<EntryField>(SECTIONS[section].fields).map(([name, field]) => [
      name,
      toSchema(inputOf(field)),
    ]),
  );
}

/** Every field that may be unset may be left out. */
function entrySchema(section: SectionName, identity: Record<string, z.ZodMiniType>) {
  const fields = shapeOf(section, ({ schema, unset }) =>
    unset === undefined ? schema : z._default(schema, unset),
  );
  const schema = z.strictObject({ ...identity, ...fields });
  if ("platform" in fields && "url" in fields) return z.pipe(z.transform(withAddress), schema);
  const isDated = "startDate" in fields && "endDate" in fields;
  return isDated ? schema.check(datesInOrder() as never) : schema;
}

/** A link that was written as `@jane` beside its platform, with the address that this stands for. */
function withAddress(link: unknown): unknown {
  if (typeof link !== "object" || link === null) return link;
  const { platform, url } = link as Readonly<Record<string, unknown>>;
  const address = addressOfHandle(platform, url);
  return address === undefined ? link : { ...link, url: address };
}

/** An entry in the list of a profile. */
export function listedEntry<S extends SectionName>(section: S): z.ZodMiniType<ListedEntry<S>> {
  return entrySchema(section, { id: id(), displayOrder: optionalPlace() }) as never;
}

/** A new entry, sent by itself. */
export function newEntry(section: SectionName): z.ZodMiniType<EntryDraft> {
  return entrySchema(section, { displayOrder: optionalPlace() }) as never;
}

/**
 * A merge patch (RFC 7396) of an entry: every field may be absent, and null clears those that have
 * an unset value. Whether the dates are in order shows only once it is merged.
 */
export function entryPatch(section: SectionName): z.ZodMiniType<EntryPatch> {
  const fields = shapeOf(section, ({ schema }) => z.optional(schema));
  // A place has no unset value: an entry keeps the one it has. The id may come back as it was read.
  const schema = z.strictObject({ ...fields, displayOrder: z.optional(place()), id: id() });
  return ("url" in fields ? z.pipe(z.transform(withAddress), schema) : schema) as never;
}
