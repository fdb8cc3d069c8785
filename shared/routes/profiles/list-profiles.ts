import { PARTITION } from "../../persistence/keys.ts";
import { defineRoute } from "../define-route.ts";

export const listProfilesRoute = defineRoute({
  id: "list-profiles",
  resource: "profiles",
  method: "GET",
  path: "/api/v1/profiles/all",
  auth: "caller",
  access: { table: [{ actions: ["Query"], partitions: [PARTITION.user] }] },
  summary: "list-profiles",
  description: "",
  responses: [],
  errors: [],
});
