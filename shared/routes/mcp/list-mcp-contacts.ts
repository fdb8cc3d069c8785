import { ListMcpContactsQuery, McpContactListSchema } from "../../model/mcp/mcp-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";

export const listMcpContactsRoute = defineRoute({
  id: "list-mcp-contacts",
  resource: "mcp",
  method: "GET",
  path: `${API_PREFIX}/mcp/contacts`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query", "GetItem"], partitions: [PARTITION.user] },
      { actions: ["BatchGetItem"], partitions: [PARTITION.card] },
    ],
  },
  summary: "List contacts, for an assistant",
  description:
    "Newest first, each as its profile is now, with what its owner shows of e-mail, phone and links. An offset may be at most 5,000 where there are more contacts behind it (422); `GET /contacts` has a cursor for all.",
  query: ListMcpContactsQuery,
  responses: [{ status: 200, description: "A page of contacts.", schema: McpContactListSchema }],
  errors: [422],
});

export const listMcpContactsExample: RouteExample = { query: { limit: "20", offset: "0" } };
