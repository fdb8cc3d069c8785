import { LeadListSchema, ListLeadsQuery } from "../../model/lead/lead-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";

export const listLeadsRoute = defineRoute({
  id: "list-leads",
  resource: "leads",
  method: "GET",
  path: `${API_PREFIX}/leads`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query"], partitions: [PARTITION.lead] },
      { actions: ["GetItem"], partitions: [PARTITION.user] },
    ],
  },
  summary: "List the leads of your profiles",
  description:
    "Visitors who left their details, newest first. They go with the profile they were left at, and after 365 days unless the service is set up otherwise.",
  query: ListLeadsQuery,
  responses: [{ status: 200, description: "A page of leads.", schema: LeadListSchema }],
  errors: [422],
});

export const listLeadsExample: RouteExample = { query: { limit: "20" } };
