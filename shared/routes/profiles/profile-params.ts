import { idsInPath } from "../ids-in-path.ts";

/** The path of everything that belongs to a profile. */
export const ProfileParams = idsInPath("profile_id");
