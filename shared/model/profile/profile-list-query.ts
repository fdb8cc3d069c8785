import * as z from "zod/mini";
import { cursor, wholeNumber } from "../page-query.ts";

const LIMIT = { min: 1, max: 25 } as const;

/** Profiles on a page, where a cursor comes without a limit. */
export const PROFILE_PAGE_SIZE = LIMIT.max;

/** A page of profiles; without limit and cursor all of them. */
export const ListProfilesQuery = z.object({
  limit: wholeNumber(LIMIT),
  cursor: cursor(),
});

export type ListProfilesQuery = z.infer<typeof ListProfilesQuery>;
