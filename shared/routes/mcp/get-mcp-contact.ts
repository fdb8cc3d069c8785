import { McpContactSchema } from "../../model/mcp/mcp-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { ContactParams } from "../contacts/contact-params.ts";
import { defineRoute } from "../define-route.ts";

export const getMcpContactRoute = defineRoute({
  id: "get-mcp-contact",
  resource: "mcp",
  method: "GET",
  path: `${API_PREFIX}/mcp/contacts/{contact_id}`,
  auth: "caller",
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.user] },
      { actions: ["BatchGetItem"], partitions: [PARTITION.card] },
    ],
  },
  summary: "Read a contact, for an assistant",
  description: "As its profile is now, with what its owner shows of e-mail, phone and links.",
  params: ContactParams,
  responses: [{ status: 200, description: "The contact.", schema: McpContactSchema }],
  errors: [404, 422],
});
