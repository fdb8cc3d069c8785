import * as z from "zod/mini";
import { defineRoute } from "../define-route.ts";

/** It says nothing of the table: the route touches no data. */
export const HealthSchema = z.object({ status: z.literal("ok") });

export const getHealthRoute = defineRoute({
  id: "get-health",
  resource: "system",
  method: "GET",
  path: "/health",
  auth: "public",
  throttleShare: 0.1,
  access: {},
  summary: "Tell that the API answers",
  description: "Touches no data.",
  responses: [{ status: 200, description: "Up.", schema: HealthSchema }],
  errors: [],
});
