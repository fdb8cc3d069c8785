import * as z from "zod/mini";

/** The path of everything that belongs to a profile. */
export const ProfileParams = z.object({ profile_id: z.uuid().check(z.toLowerCase()) });
