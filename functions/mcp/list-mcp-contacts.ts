import { contactsFrom } from "../../shared/domain/contact/manage-contacts.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { mcpContact } from "../../shared/model/mcp/mcp-contact.ts";
import { MCP_PAGE_SIZE } from "../../shared/model/mcp/mcp-schema.ts";
import { listMcpContactsRoute } from "../../shared/routes/mcp/list-mcp-contacts.ts";

export const handler = createHandler(listMcpContactsRoute, async ({ account, query }) => {
  const { limit = MCP_PAGE_SIZE, offset = 0 } = query;
  const { contacts, total, hasMore } = await contactsFrom(account, { limit, offset });
  return { status: 200, body: { contacts: contacts.map(mcpContact), total, hasMore } };
});
