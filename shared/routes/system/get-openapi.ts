import { defineRoute } from "../define-route.ts";

export const getOpenapiRoute = defineRoute({
  id: "get-openapi",
  resource: "system",
  method: "GET",
  path: "/openapi.json",
  auth: "public",
  access: {},
  summary: "get-openapi",
  description: "",
  responses: [],
  errors: [],
});
