import * as z from "zod/mini";
import { cursor, wholeNumber } from "../page-query.ts";
import { LIMITS } from "../profile/limits.ts";
import { SLUG_PATTERN } from "../profile/slug.ts";
import { text } from "../text.ts";

const LIMIT = { min: 1, max: 20 } as const;

/** Profiles on a page unless told otherwise. */
export const DIRECTORY_PAGE = 10;

/** Longest text that is looked for; a field of a profile has no more. */
const words = () => z.optional(text({ max: LIMITS.line }));

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
  query: words(),
  role: words(),
  location: words(),
  vertical: z.optional(Vertical),
  cursor: cursor(),
};

/** A search by GET; an empty text asks for nothing. */
export const SearchDirectoryQuery = z.object({
  ...FIELDS,
  limit: wholeNumber(LIMIT, { fallback: DIRECTORY_PAGE }),
});

/** The same by POST, where `limit` is a number. */
export const SearchDirectoryInput = z.strictObject({
  ...FIELDS,
  limit: z.optional(z.int().check(z.minimum(LIMIT.min), z.maximum(LIMIT.max))),
});

/** What is looked for, however it was sent. */
export type DirectorySearch = z.infer<typeof SearchDirectoryQuery>;

/** A profile that was found. */
export const DirectoryResultSchema = z.object({
  name: z.string(),
  slug: z.string(),
  title: z.string(),
  company: z.string(),
  photoUrl: z.string(),
  location: z.string(),
  activeIdentities: z.array(z.string()),
});

/** A page of a search. `total` is all only where `totalIsExact` says so. */
export const DirectoryPageSchema = z.object({
  results: z.array(DirectoryResultSchema),
  total: z.int(),
  totalIsExact: z.boolean(),
  nextCursor: z.nullable(z.string()),
});
