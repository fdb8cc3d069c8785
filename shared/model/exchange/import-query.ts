import * as z from "zod/mini";
import { flag } from "../page-query.ts";

/**
 * What becomes of what the profile has: `merge` keeps it where the document has nothing of the kind,
 * `replace` does not.
 */
export type ImportMode = "merge" | "replace";

/** How a document becomes a new draft. */
export const ImportProfileQuery = z.object({ dryRun: flag() });

/** How a document changes a profile. */
export const ImportIntoProfileQuery = z.object({
  mode: z._default(z.enum(["merge", "replace"]), "merge"),
  dryRun: flag(),
});
