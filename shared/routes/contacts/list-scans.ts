import { ListScansQuery, ScanListSchema } from "../../model/contact/scan-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";

export const listScansRoute = defineRoute({
  id: "list-scans",
  resource: "contacts",
  method: "GET",
  path: `${API_PREFIX}/contacts/scans`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query"], partitions: [PARTITION.scan] },
      { actions: ["GetItem"], partitions: [PARTITION.user] },
    ],
  },
  summary: "List recent scans of your profiles",
  description: "Of the last 30 days, newest first, without who scanned.",
  query: ListScansQuery,
  responses: [{ status: 200, description: "The scans.", schema: ScanListSchema }],
  errors: [422],
});

export const listScansExample: RouteExample = { query: { limit: "20" } };
