import * as z from "zod/mini";
import { ProfileSchema } from "../../model/profile/profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const listProfilesRoute = defineRoute({
  id: "list-profiles",
  resource: "profiles",
  method: "GET",
  path: `${API_PREFIX}/profiles/all`,
  auth: "caller",
  access: { table: [{ actions: ["Query"], partitions: [PARTITION.user] }] },
  summary: "List your profiles",
  description: "All profiles of the account: the primary one first, then in order of creation.",
  responses: [{ status: 200, description: "The profiles.", schema: z.array(ProfileSchema) }],
  errors: [],
});
