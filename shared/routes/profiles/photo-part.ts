import { LIMITS } from "../../model/profile/limits.ts";
import type { FormFile } from "../define-route.ts";

/** The photo in a form that makes or changes a profile. */
export const PHOTO_PART: FormFile = {
  field: "photo",
  description:
    "A JPEG or PNG, at most 5 MB and 25 megapixels; 52 for a JPEG as cameras write it. The whole request may be about 4.5 MB; a larger photo goes by `POST /api/v1/profiles/{profile_id}/photo-uploads`.",
  contentTypes: ["image/jpeg", "image/png"],
  maxBytes: LIMITS.photoBytes,
};
