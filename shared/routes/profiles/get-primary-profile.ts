import { PARTITION } from "../../persistence/keys.ts";
import { defineRoute } from "../define-route.ts";

export const getPrimaryProfileRoute = defineRoute({
  id: "get-primary-profile",
  resource: "profiles",
  method: "GET",
  path: "/api/v1/profiles/me",
  auth: "caller",
  access: { table: [{ actions: ["Query"], partitions: [PARTITION.user] }] },
  summary: "get-primary-profile",
  description: "",
  responses: [],
  errors: [],
});
