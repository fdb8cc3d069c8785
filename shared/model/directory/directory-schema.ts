import * as z from "zod/mini";
import { cursor, wholeNumber } from "../page-query.ts";
import { LIMITS } from "../profile/limits.ts";
import { SLUG_PATTERN } from "../profile/slug.ts";
import { text } from "../text.ts";

const described = (description: string) => z.string().check(z.meta({ description }));

const LIMIT = { min: 1, max: 20 } as const;

/** Profiles on a page unless told otherwise. */
export const DIRECTORY_PAGE = 10;

/** Longest text that is looked for; a field of a profile has no more. */
const words = (description: string) =>
  z.optional(z.pipe(text({ max: LIMITS.line }), z.string().check(z.meta({ description }))));

const Vertical = z.union([
  z.literal(""),
  z
    .string()
    .check(
      z.maxLength(LIMITS.vertical),
      z.regex(SLUG_PATTERN, { error: "Must be a slug, like real-estate." }),
    ),
]);

const FIELDS = {
  query: words("Words of name, title or company, in any order; the last one may be half typed."),
  role: words("A slug, such as real-estate-agent, or words: of title or vertical."),
  location: words("Words of the location."),
  vertical: z.optional(Vertical),
  cursor: cursor("`nextCursor` of the page before, with everything else as it was there."),
};

export const SearchDirectoryQuery = z.object({
  ...FIELDS,
  limit: wholeNumber(LIMIT, { fallback: DIRECTORY_PAGE }),
});

export const SearchDirectoryInput = z.strictObject({
  ...FIELDS,
  limit: z.optional(z.int().check(z.minimum(LIMIT.min), z.maximum(LIMIT.max))),
});

/** What is looked for, however it was sent. */
export type DirectorySearch = z.infer<typeof SearchDirectoryQuery>;

const Result = z.object({
  name: z.string(),
  slug: described("Of the public page: GET /profiles/p/{slug}."),
  title: z.string(),
  company: z.string(),
  photoUrl: described('Address of the photo, or `""`.'),
  location: z.string(),
  activeIdentities: z
    .array(z.string())
    .check(z.meta({ description: "What this profile acts as: its vertical, else its title." })),
});

export const DirectoryPageSchema = z.object({
  results: z.array(Result),
  total: z.int().check(
    z.meta({
      description:
        "How many were found so far, by the index where not all were looked at: those may include profiles that have just closed, which no page shows.",
    }),
  ),
  totalIsExact: z
    .boolean()
    .check(z.meta({ description: "Whether every match was looked at, and `total` is all." })),
  nextCursor: z.nullable(described("Null on the last page. A page may hold less than `limit`.")),
});
