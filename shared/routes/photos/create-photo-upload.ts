import { QUARANTINE_PREFIX } from "../../model/photo/photo-key.ts";
import { NewPhotoUploadSchema, PhotoUploadInput } from "../../model/photo/photo-upload-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { ProfileParams } from "../profiles/profile-params.ts";

export const createPhotoUploadRoute = defineRoute({
  id: "create-photo-upload",
  resource: "photos",
  method: "POST",
  path: `${API_PREFIX}/profiles/{profile_id}/photo-uploads`,
  auth: "caller",
  access: {
    table: [
      { actions: ["GetItem", "ConditionCheckItem", "PutItem"], partitions: [PARTITION.user] },
      { actions: ["UpdateItem"], partitions: [PARTITION.usage] },
    ],
    // What the address allows, its signer must be allowed.
    photos: [{ actions: ["PutObject"], prefix: QUARANTINE_PREFIX }],
  },
  summary: "Upload a photo of up to 5 MB",
  description:
    "Gives an address for one upload straight into the store: `PUT` the file there with the given headers, within ten minutes. It takes exactly the type and length named here, and only once. The photo then becomes the profile's, unless a later request changes the photo first; ask for the outcome at `Location`. An account may send 500 photos a UTC day, in forms or directly, and have ten direct uploads at a time that are not settled: a further one is 429 `too_many_open_uploads`, with `Retry-After`. With `If-Match` it applies to that version only.",
  params: ProfileParams,
  body: {
    description:
      "The file that will be sent: a JPEG or PNG of at most 25 megapixels; 52 for a JPEG as cameras write it.",
    json: { contentTypes: ["application/json"], schema: PhotoUploadInput },
  },
  responses: [
    {
      status: 201,
      description: "Where and how to send the photo.",
      schema: NewPhotoUploadSchema,
      headers: { Location: "Where the outcome can be asked for." },
    },
  ],
  errors: [400, 404, 409, 412, 413, 415, 422],
});

export const createPhotoUploadExample: RouteExample = {
  body: { contentType: "image/jpeg", contentLength: 100_000 },
};
