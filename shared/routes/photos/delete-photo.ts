import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { ProfileParams } from "../profiles/profile-params.ts";

export const deletePhotoRoute = defineRoute({
  id: "delete-photo",
  resource: "photos",
  method: "DELETE",
  path: `${API_PREFIX}/profiles/{profile_id}/photo`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query", "PutItem"], partitions: [PARTITION.user] },
      { actions: ["PutItem"], partitions: [PARTITION.card, PARTITION.removal] },
    ],
  },
  summary: "Remove the photo",
  description:
    "An upload asked for before this no longer becomes the photo. With `If-Match` it applies to that version only.",
  params: ProfileParams,
  responses: [{ status: 204, description: "The profile has no photo now.", headers: ETAG_HEADER }],
  errors: [404, 409, 412, 422],
});
