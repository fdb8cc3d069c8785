import * as z from "zod/mini";

/** The path of one saved contact. */
export const ContactParams = z.object({ contact_id: z.uuid().check(z.toLowerCase()) });
