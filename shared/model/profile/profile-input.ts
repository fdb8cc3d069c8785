import * as z from "zod/mini";
import { text } from "../text.ts";
import { type ListedEntry, listedEntry } from "./entry-schemas.ts";
import { LIMITS } from "./limits.ts";
import { SECTION_NAMES, type SectionName } from "./sections/section-models.ts";
import { isReservedSlug, SLUG_PATTERN } from "./slug.ts";

const SLUG_FORM = "Must be lowercase letters and digits, in words joined by single hyphens.";

const required = () => text({ min: 1, max: LIMITS.line });
const line = () => text({ max: LIMITS.line });
const bio = () => text({ max: LIMITS.bio, multiline: true });
const headline = () => text({ max: LIMITS.headline });

/** A slug of at most 60 characters, or `""` for none. */
const Vertical = z.union([
  z.literal(""),
  z.string().check(z.maxLength(LIMITS.vertical), z.regex(SLUG_PATTERN, SLUG_FORM)),
]);

const Skills = z.pipe(
  z
    .array(text({ min: 1, max: LIMITS.skill }))
    .check(z.maxLength(LIMITS.skills), z.meta({ uniqueItems: true })),
  z.transform((skills: string[], context) => {
    const seen = new Set<string>();
    for (const [index, skill] of skills.entries()) {
      const folded = skill
        .normalize("NFKC")
        .toLowerCase()
        .replaceAll(/\p{Cf}/gu, "");
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

const Email = z.email().check(z.maxLength(254));
const Phone = z.e164();

const Slug = z.string().check(
  z.minLength(LIMITS.leastSlug),
  z.maxLength(LIMITS.slug),
  z.regex(SLUG_PATTERN, SLUG_FORM),
  z.refine((slug) => !isReservedSlug(slug), {
    error: "Is a reserved word.",
    params: { type: "reserved" },
  }),
);

/** `""` stands for null in a form, which cannot carry null. */
const orEmpty = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.union([z.literal(""), schema]),
    z.transform((value) => (value === "" ? null : (value as z.output<T>))),
  );

const FormBoolean = z.pipe(
  z.enum(["true", "false"]),
  z.transform((value) => value === "true"),
);

/** What may be left out, as the text parts of a form. */
const formFields = () => ({
  company: z.optional(line()),
  bio: z.optional(bio()),
  location: z.optional(line()),
  vertical: z.optional(Vertical),
  headline: z.optional(headline()),
  skills: z.optional(Skills),
  contactEmail: z.optional(orEmpty(Email)),
  contactPhone: z.optional(orEmpty(Phone)),
  showEmail: z.optional(FormBoolean),
  showPhone: z.optional(FormBoolean),
  mcpDiscoverable: z.optional(FormBoolean),
});

const cleared = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));

/** What may be null in JSON, which stands for unset. */
function clearableFields() {
  return {
    company: cleared(line()),
    bio: cleared(bio()),
    location: cleared(line()),
    vertical: cleared(Vertical),
    headline: cleared(headline()),
    skills: cleared(Skills),
    contactEmail: cleared(Email),
    contactPhone: cleared(Phone),
    showEmail: cleared(z.boolean()),
    showPhone: cleared(z.boolean()),
    mcpDiscoverable: cleared(z.boolean()),
  };
}

/** A new profile as JSON; null stands for unset. */
export const CreateProfileInput = z.strictObject({
  name: required(),
  title: required(),
  ...clearableFields(),
});

/** A new profile as the text parts of a form. */
export const CreateProfileForm = z.strictObject({
  name: required(),
  title: required(),
  ...formFields(),
});

/** The lists of entries, each of which replaces the whole one. */
function sectionFields() {
  const lists = SECTION_NAMES.map((section) => [
    section,
    cleared(z.array(listedEntry(section)).check(z.maxLength(LIMITS.entries))),
  ]);
  return Object.fromEntries(lists) as {
    [S in SectionName]: z.ZodMiniOptional<z.ZodMiniType<readonly ListedEntry<S>[] | null>>;
  };
}

/** A merge patch: an absent field stays, null clears, an array replaces the whole list. */
export const UpdateProfileInput = z.strictObject({
  name: z.optional(required()),
  title: z.optional(required()),
  ...clearableFields(),
  slug: z.optional(Slug),
  isPublic: z.optional(z.boolean()),
  isPrimary: z.optional(z.literal(true)),
  ...sectionFields(),
});

/** The text parts of a form that changes a profile, usually beside a new photo. */
export const UpdateProfileForm = z.strictObject({
  name: z.optional(required()),
  title: z.optional(required()),
  ...formFields(),
  slug: z.optional(Slug),
  isPublic: z.optional(FormBoolean),
  isPrimary: z.optional(
    z.pipe(
      z.literal("true"),
      z.transform(() => true as const),
    ),
  ),
});

export type CreateProfileInput = z.output<typeof CreateProfileInput>;
export type UpdateProfileInput = z.output<typeof UpdateProfileInput>;

/** In the answers, but not for the caller to write. */
export const READ_ONLY_FIELDS = [
  "id",
  "photoUrl",
  "photo",
  "createdAt",
  "updatedAt",
  "version",
] as const;
