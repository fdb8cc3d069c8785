import { listLeads } from "../../shared/domain/lead/manage-leads.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { listLeadsRoute } from "../../shared/routes/leads/list-leads.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(listLeadsRoute, async ({ account, query }) => ({
  status: 200,
  body: await listLeads(account, query, settings.leadRetentionDays),
}));
