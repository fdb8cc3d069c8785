import { VisibleProfileSchema } from "../../model/profile/profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { ProfileParams } from "./profile-params.ts";

export const getProfileRoute = defineRoute({
  id: "get-profile",
  resource: "profiles",
  method: "GET",
  path: `${API_PREFIX}/profiles/{profile_id}`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query"], partitions: [PARTITION.user] },
      { actions: ["GetItem"], partitions: [PARTITION.card] },
    ],
  },
  summary: "Read a profile",
  description:
    "Your own in any state, or another account's published one, then without its private fields and without an ETag.",
  params: ProfileParams,
  responses: [
    {
      status: 200,
      description: "The profile.",
      schema: VisibleProfileSchema,
      headers: ETAG_HEADER,
    },
    {
      status: 304,
      description: "Not modified since the version named in `If-None-Match`.",
      headers: ETAG_HEADER,
    },
  ],
  errors: [404, 422],
});
