import { PARTITION } from "../../persistence/keys.ts";
import { defineRoute } from "../define-route.ts";

export const getProfileRoute = defineRoute({
  id: "get-profile",
  resource: "profiles",
  method: "GET",
  path: "/api/v1/profiles/{profile_id}",
  auth: "caller",
  access: { table: [{ actions: ["Query"], partitions: [PARTITION.user] }] },
  summary: "get-profile",
  description: "",
  responses: [],
  errors: [],
});
