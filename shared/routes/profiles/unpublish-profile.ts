import { ProfileSchema } from "../../model/profile/profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { ProfileParams } from "./profile-params.ts";

export const unpublishProfileRoute = defineRoute({
  id: "unpublish-profile",
  resource: "profiles",
  method: "POST",
  path: `${API_PREFIX}/profiles/{profile_id}/unpublish`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query", "PutItem"], partitions: [PARTITION.user] },
      { actions: ["PutItem"], partitions: [PARTITION.card] },
    ],
  },
  summary: "Unpublish a profile",
  description:
    "A draft from the next request on; the same as PATCH `isPublic: false`. Unpublishing a draft changes nothing. With `If-Match` it applies to that version only.",
  params: ProfileParams,
  responses: [
    {
      status: 200,
      description: "The draft.",
      schema: ProfileSchema,
      headers: ETAG_HEADER,
    },
  ],
  errors: [404, 409, 412, 422],
});
