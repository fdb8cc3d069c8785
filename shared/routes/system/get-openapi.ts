import * as z from "zod/mini";
import { defineRoute } from "../define-route.ts";

export const getOpenapiRoute = defineRoute({
  id: "get-openapi",
  resource: "system",
  method: "GET",
  path: "/openapi.json",
  auth: "public",
  access: {},
  summary: "Read this document",
  description: "The OpenAPI 3.1 description of every endpoint.",
  responses: [
    { status: 200, description: "The document.", schema: z.looseObject({ openapi: z.string() }) },
  ],
  errors: [],
});
