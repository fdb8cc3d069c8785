import * as z from "zod/mini";
import { defineRoute } from "../../../shared/routes/define-route.ts";

/** A route with everything that can be wrong about a request. */
export const testRoute = defineRoute({
  id: "test-thing",
  resource: "things",
  method: "POST",
  path: "/things/{id}",
  auth: "caller",
  access: {},
  summary: "",
  description: "",
  params: z.object({ id: z.uuid() }),
  query: z.object({ limit: z.optional(z.string()) }),
  body: {
    description: "",
    json: {
      contentTypes: ["application/json"],
      schema: z.strictObject({ name: z.optional(z.string()) }),
    },
  },
  responses: [],
  errors: [],
});
