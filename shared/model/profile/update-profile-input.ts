import * as z from "zod/mini";
import { once } from "../once.ts";
import { clearable, optionalLate, optionalNow, trimmed } from "../unset.ts";
import { type ListedEntry, listedEntry } from "./entry-schemas.ts";
import { formBoolean, formOnly } from "./form-fields.ts";
import { LIMITS } from "./limits.ts";
import { clearableFields, SLUG_FORM, textField } from "./profile-fields.ts";
import { READ_ONLY_FIELDS } from "./read-only-fields.ts";
import { SECTION_NAMES, type SectionName } from "./sections/section-models.ts";
import { isReservedSlug, SLUG_PATTERN } from "./slug.ts";

const slugField = () =>
  z.string().check(
    z.minLength(LIMITS.leastSlug),
    z.maxLength(LIMITS.slug),
    z.regex(SLUG_PATTERN, SLUG_FORM),
    z.refine((slug) => !isReservedSlug(slug), {
      error: "Is a reserved word.",
      params: { type: "reserved" },
    }),
  );

/** The lists of entries, each of which replaces the whole one. */
function sectionFields() {
  const lists = SECTION_NAMES.map((section) => [
    section,
    clearable(optionalLate, () => z.array(listedEntry(section)).check(z.maxLength(LIMITS.entries))),
  ]);
  return Object.fromEntries(lists) as {
    [S in SectionName]: z.ZodMiniOptional<z.ZodMiniType<readonly ListedEntry<S>[] | null>>;
  };
}

/** What a caller read may be sent back as it is: whether it is, shows once the profile is known. */
function readOnlyFields() {
  const asRead = z.optional(z.unknown().check(z.meta({ readOnly: true })));
  return Object.fromEntries(READ_ONLY_FIELDS.map((field) => [field, asRead])) as {
    [F in (typeof READ_ONLY_FIELDS)[number]]: typeof asRead;
  };
}

/** A merge patch: an absent field stays, null clears, an array replaces the whole list. */
export const UpdateProfileInput = z.strictObject({
  name: optionalLate(() => textField("name")),
  title: optionalLate(() => textField("title")),
  ...clearableFields(() => z.boolean(), optionalLate),
  slug: optionalLate(() => trimmed(slugField())),
  isPublic: z.optional(z.boolean()),
  isPrimary: z.optional(z.boolean()),
  ...sectionFields(),
  ...readOnlyFields(),
});

/** The text parts of a form that changes a profile, usually beside a new photo. */
export const updateProfileForm = once(() =>
  z.strictObject({
    name: z.optional(textField("name")),
    title: z.optional(textField("title")),
    ...clearableFields(formBoolean, optionalNow),
    slug: formOnly(slugField()),
    isPublic: formOnly(formBoolean()),
    isPrimary: formOnly(formBoolean()),
  }),
);

export type UpdateProfileInput = z.output<typeof UpdateProfileInput>;
