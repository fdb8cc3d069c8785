import { PARTITION } from "../../persistence/keys.ts";
import { defineRoute } from "../define-route.ts";

export const updateProfileRoute = defineRoute({
  id: "update-profile",
  resource: "profiles",
  method: "PATCH",
  path: "/api/v1/profiles/{profile_id}",
  auth: "caller",
  access: { table: [{ actions: ["Query"], partitions: [PARTITION.user] }] },
  summary: "update-profile",
  description: "",
  responses: [],
  errors: [],
});
