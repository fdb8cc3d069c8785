import { idsInPath } from "../ids-in-path.ts";

/** The path of one saved contact. */
export const ContactParams = idsInPath("contact_id");
