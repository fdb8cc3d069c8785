import { ProfileSchema } from "../../model/profile/profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const getPrimaryProfileRoute = defineRoute({
  id: "get-primary-profile",
  resource: "profiles",
  method: "GET",
  path: `${API_PREFIX}/profiles/me`,
  auth: "caller",
  access: { table: [{ actions: ["GetItem", "Query"], partitions: [PARTITION.user] }] },
  summary: "Read your primary profile",
  description:
    "404 when the account has no profile. `If-None-Match` is passed over: another profile may have become the primary one.",
  responses: [
    { status: 200, description: "The profile.", schema: ProfileSchema, headers: ETAG_HEADER },
  ],
  errors: [404],
});
