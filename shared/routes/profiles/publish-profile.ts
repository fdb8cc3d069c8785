import { ProfileSchema } from "../../model/profile/profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { ProfileParams } from "./profile-params.ts";

export const publishProfileRoute = defineRoute({
  id: "publish-profile",
  resource: "profiles",
  method: "POST",
  path: `${API_PREFIX}/profiles/{profile_id}/publish`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query", "PutItem"], partitions: [PARTITION.user] },
      { actions: ["PutItem"], partitions: [PARTITION.card] },
      // Slugs that people get to see for the first time are counted in the same transaction.
      { actions: ["UpdateItem"], partitions: [PARTITION.usage] },
    ],
  },
  summary: "Publish a profile",
  description:
    "From then on anyone can read it. Publishing a published one changes nothing; `/unpublish` makes it a draft again. With `If-Match` it applies to that version only.",
  params: ProfileParams,
  responses: [
    {
      status: 200,
      description: "The published profile.",
      schema: ProfileSchema,
      headers: ETAG_HEADER,
    },
  ],
  errors: [404, 409, 412, 422],
});
