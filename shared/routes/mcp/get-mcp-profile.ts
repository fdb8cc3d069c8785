import { McpProfileSchema } from "../../model/mcp/mcp-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const getMcpProfileRoute = defineRoute({
  id: "get-mcp-profile",
  resource: "mcp",
  method: "GET",
  path: `${API_PREFIX}/mcp/profile`,
  auth: "caller",
  access: { table: [{ actions: ["GetItem", "Query"], partitions: [PARTITION.user] }] },
  summary: "Read your primary profile, for an assistant",
  description: "What MCP servers show of it. 404 when the account has no profile.",
  responses: [{ status: 200, description: "The profile.", schema: McpProfileSchema }],
  errors: [404],
});
