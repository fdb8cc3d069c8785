import { getContact } from "../../shared/domain/contact/manage-contacts.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { mcpContact } from "../../shared/model/mcp/mcp-contact.ts";
import { getMcpContactRoute } from "../../shared/routes/mcp/get-mcp-contact.ts";

export const handler = createHandler(getMcpContactRoute, async ({ account, params }) => ({
  status: 200,
  body: mcpContact(await getContact(account, params.contact_id)),
}));
