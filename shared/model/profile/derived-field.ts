import type { Entry, SectionName, Sections } from "./sections/section-models.ts";
import { usernameOf } from "./username.ts";

/** A text that is read from the other fields while nobody has set it, and changes with them. */
interface DerivedField<E> {
  readonly field: keyof E & string;
  from(entry: E): string;
}

/**
 * By section; most have none. Not in the section's model, because functions that only read entries
 * would carry the rules as well.
 */
const DERIVED: { readonly [S in SectionName]?: DerivedField<Sections[S][number]> } = {
  socialLinks: { field: "username", from: usernameOf },
};

function derivedOf(section: SectionName): DerivedField<Entry> | undefined {
  return DERIVED[section] as DerivedField<Entry> | undefined;
}

/** Fills in what follows from the rest. Adding nothing turns -0, which is stored as 0, into 0. */
export function settled(section: SectionName, entry: Entry): Entry {
  const displayOrder = entry.displayOrder + 0;
  const derived = derivedOf(section);
  if (!derived) return { ...entry, displayOrder };
  const value = fieldOf(entry, derived.field) || derived.from(entry);
  return { ...entry, [derived.field]: value, displayOrder };
}

/**
 * The entry after a change of it: a value that was derived from the old fields is derived again.
 * @param given the value of a field that the caller chose, undefined when it only came along
 */
export function settledAfter(
  section: SectionName,
  before: Entry,
  after: Entry,
  given: (field: string) => unknown,
): Entry {
  const derived = derivedOf(section);
  const isOutdated =
    derived &&
    given(derived.field) === undefined &&
    fieldOf(before, derived.field) === derived.from(before);
  return settled(section, isOutdated ? { ...after, [derived.field]: "" } : after);
}

/** A field of an entry by its name; undefined when the section has none such. */
export function fieldOf(entry: object, field: string): unknown {
  return (entry as Readonly<Record<string, unknown>>)[field];
}
