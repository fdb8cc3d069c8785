import * as z from "zod/mini";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import { defineRoute } from "../define-route.ts";
import { NOT_MODIFIED } from "../public-responses.ts";

/** Any OpenAPI document: it does not describe itself. */
export const OpenapiDocumentSchema = z.looseObject({ openapi: z.string() });

export const getOpenapiRoute = defineRoute({
  id: "get-openapi",
  resource: "system",
  method: "GET",
  path: "/openapi.json",
  auth: "public",
  throttleShare: 0.2,
  access: {},
  summary: "Read this document",
  description: "The OpenAPI 3.1 description of every endpoint.",
  responses: [
    {
      status: 200,
      description: "The document.",
      schema: OpenapiDocumentSchema,
      headers: PUBLIC_HEADERS,
    },
    NOT_MODIFIED,
  ],
  errors: [],
  namesOperator: true,
});
