import { ProfileSchema } from "../../domain/profile/profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
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
  description: "404 when the account has no profile.",
  responses: [{ status: 200, description: "The profile.", schema: ProfileSchema }],
  errors: [404],
});
