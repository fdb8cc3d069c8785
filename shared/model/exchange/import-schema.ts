import * as z from "zod/mini";
import { ProfileSchema } from "../profile/profile-schema.ts";

/** A value that came in another form than the document has it. */
export const ImportChangeSchema = z.object({
  field: z.string(),
  from: z.string(),
  to: z.string(),
  why: z.string(),
});

/** What the document has and the profile has not. */
export const ImportLeftSchema = z.object({ field: z.string(), why: z.string() });

/** What an import made of a document. */
export const ImportSchema = z.object({
  profile: ProfileSchema,
  taken: z.array(z.string()),
  changed: z.array(ImportChangeSchema),
  left: z.array(ImportLeftSchema),
});
