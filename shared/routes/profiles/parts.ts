import * as z from "zod/mini";
import { LIMITS } from "../../model/profile/limits.ts";
import type { FormFile } from "../define-route.ts";

export const ProfileParams = z.object({ profile_id: z.uuid().check(z.toLowerCase()) });

export const ETAG_HEADER = { ETag: "The profile's version, quoted." } as const;

export const PUBLIC_HEADERS = {
  ETag: "Fits these bytes at this address.",
  "Cache-Control": "Anyone may keep it for a minute.",
} as const;

export const PHOTO_PART: FormFile = {
  field: "photo",
  description:
    "A JPEG or PNG, at most 5 MB and 25 megapixels. The whole request may be about 4.5 MB; a larger photo goes by `POST /api/v1/profiles/{profile_id}/photo-uploads`.",
  contentTypes: ["image/jpeg", "image/png"],
  maxBytes: LIMITS.photoBytes,
};
