import { PARTITION } from "../../persistence/keys.ts";
import { defineRoute } from "../define-route.ts";

export const createProfileRoute = defineRoute({
  id: "create-profile",
  resource: "profiles",
  method: "POST",
  path: "/api/v1/profiles",
  auth: "caller",
  access: { table: [{ actions: ["Query"], partitions: [PARTITION.user] }] },
  summary: "create-profile",
  description: "",
  responses: [],
  errors: [],
});
