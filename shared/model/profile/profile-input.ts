import * as z from "zod/mini";
import { Email } from "../email.ts";
import { Phone } from "../phone.ts";
import { text } from "../text.ts";
import { clearable, orUnset, trimmed } from "../unset.ts";
import { caseFolded } from "./case-folded.ts";
import { type ListedEntry, listedEntry } from "./entry-schemas.ts";
import { LIMITS } from "./limits.ts";
import { READ_ONLY_FIELDS } from "./read-only-fields.ts";
import { SECTION_NAMES, type SectionName } from "./sections/section-models.ts";
import { isReservedSlug, SLUG_PATTERN } from "./slug.ts";

const SLUG_FORM = "Must be lowercase letters and digits, in words joined by single hyphens.";

const required = () => text({ min: 1, max: LIMITS.line });
const line = () => text({ max: LIMITS.line });
const bio = () => text({ max: LIMITS.bio, multiline: true });
const headline = () => text({ max: LIMITS.headline });

const Vertical = z.string().check(z.maxLength(LIMITS.vertical), z.regex(SLUG_PATTERN, SLUG_FORM));

const Skills = z.pipe(
  z
    .array(text({ min: 1, max: LIMITS.skill }))
    .check(z.maxLength(LIMITS.skills), z.meta({ uniqueItems: true })),
  z.transform((skills: string[], context) => {
    const seen = new Set<string>();
    for (const [index, skill] of skills.entries()) {
      const folded = caseFolded(skill);
      if (seen.has(folded)) {
        context.issues.push({
          code: "custom",
          input: undefined,
          path: [index],
          message: "Is in the list already.",
          params: { type: "duplicate" },
        });
      }
      seen.add(folded);
    }
    return skills;
  }),
);

const Slug = z.string().check(
  z.minLength(LIMITS.leastSlug),
  z.maxLength(LIMITS.slug),
  z.regex(SLUG_PATTERN, SLUG_FORM),
  z.refine((slug) => !isReservedSlug(slug), {
    error: "Is a reserved word.",
    params: { type: "reserved" },
  }),
);

const FormBoolean = z.pipe(
  z.enum(["true", "false"]),
  z.transform((value) => value === "true"),
);

/** A part of a form that is left out or empty. */
const formOnly = <T extends z.ZodMiniType>(schema: T) =>
  z.optional(
    z.pipe(
      orUnset(schema),
      z.transform((value: z.output<T> | null) => value ?? undefined),
    ),
  );

/** What may be unset. Only booleans are written otherwise in a form. */
function clearableFields<T extends z.ZodMiniType<boolean>>(boolean: T) {
  return {
    company: clearable(line()),
    bio: clearable(bio()),
    location: clearable(line()),
    vertical: clearable(Vertical),
    headline: clearable(headline()),
    skills: clearable(Skills),
    contactEmail: clearable(Email),
    contactPhone: clearable(Phone),
    showEmail: clearable(boolean),
    showPhone: clearable(boolean),
    mcpDiscoverable: clearable(boolean),
  };
}

/** A new profile as JSON; null and `""` stand for unset. */
export const CreateProfileInput = z.strictObject({
  name: required(),
  title: required(),
  ...clearableFields(z.boolean()),
});

/** A new profile as the text parts of a form. */
export const CreateProfileForm = z.strictObject({
  name: required(),
  title: required(),
  ...clearableFields(FormBoolean),
});

/** The lists of entries, each of which replaces the whole one. */
function sectionFields() {
  const lists = SECTION_NAMES.map((section) => [
    section,
    clearable(z.array(listedEntry(section)).check(z.maxLength(LIMITS.entries))),
  ]);
  return Object.fromEntries(lists) as {
    [S in SectionName]: z.ZodMiniOptional<z.ZodMiniType<readonly ListedEntry<S>[] | null>>;
  };
}

/** What a caller read may be sent back as it is: whether it is, shows once the profile is known. */
function readOnlyFields() {
  const asRead = () => z.optional(z.unknown().check(z.meta({ readOnly: true })));
  return Object.fromEntries(READ_ONLY_FIELDS.map((field) => [field, asRead()])) as {
    [F in (typeof READ_ONLY_FIELDS)[number]]: ReturnType<typeof asRead>;
  };
}

/** A merge patch: an absent field stays, null clears, an array replaces the whole list. */
export const UpdateProfileInput = z.strictObject({
  name: z.optional(required()),
  title: z.optional(required()),
  ...clearableFields(z.boolean()),
  slug: z.optional(trimmed(Slug)),
  isPublic: z.optional(z.boolean()),
  isPrimary: z.optional(z.boolean()),
  ...sectionFields(),
  ...readOnlyFields(),
});

/** The text parts of a form that changes a profile, usually beside a new photo. */
export const UpdateProfileForm = z.strictObject({
  name: z.optional(required()),
  title: z.optional(required()),
  ...clearableFields(FormBoolean),
  slug: formOnly(Slug),
  isPublic: formOnly(FormBoolean),
  isPrimary: formOnly(FormBoolean),
});

export type CreateProfileInput = z.output<typeof CreateProfileInput>;
export type UpdateProfileInput = z.output<typeof UpdateProfileInput>;
