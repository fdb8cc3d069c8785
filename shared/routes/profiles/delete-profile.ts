import { PARTITION } from "../../persistence/keys.ts";
import { defineRoute } from "../define-route.ts";

export const deleteProfileRoute = defineRoute({
  id: "delete-profile",
  resource: "profiles",
  method: "DELETE",
  path: "/api/v1/profiles/{profile_id}",
  auth: "caller",
  access: { table: [{ actions: ["Query"], partitions: [PARTITION.user] }] },
  summary: "delete-profile",
  description: "",
  responses: [],
  errors: [],
});
