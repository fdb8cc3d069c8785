import { QUARANTINE_PREFIX } from "../../model/photo/photo-key.ts";
import { PhotoUploadSchema } from "../../model/photo/photo-upload-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { defineRoute } from "../define-route.ts";
import { idsInPath } from "../ids-in-path.ts";
import { createPhotoUploadRoute } from "./create-photo-upload.ts";

export const getPhotoUploadRoute = defineRoute({
  id: "get-photo-upload",
  resource: "photos",
  method: "GET",
  path: `${createPhotoUploadRoute.path}/{upload_id}`,
  auth: "caller",
  access: {
    table: [{ actions: ["GetItem"], partitions: [PARTITION.user] }],
    photos: [{ actions: ["ListBucket"], prefix: QUARANTINE_PREFIX }],
  },
  summary: "Ask what became of an upload",
  description:
    "`pending` until the file has arrived and been looked at, which takes a few seconds; with `waiting` true it has arrived, and its turn comes. `ready`: the profile has the new photo. `rejected`: it keeps the one it had. Known for 24 hours.",
  params: idsInPath("profile_id", "upload_id"),
  responses: [{ status: 200, description: "The outcome so far.", schema: PhotoUploadSchema }],
  errors: [404, 422],
});
