import { defineRoute } from "../define-route.ts";

export const getHealthRoute = defineRoute({
  id: "get-health",
  resource: "system",
  method: "GET",
  path: "/health",
  auth: "public",
  access: {},
  summary: "get-health",
  description: "",
  responses: [],
  errors: [],
});
