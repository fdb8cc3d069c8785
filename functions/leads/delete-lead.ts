import { deleteLead } from "../../shared/domain/lead/manage-leads.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { deleteLeadRoute } from "../../shared/routes/leads/delete-lead.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(deleteLeadRoute, async ({ account, params }) => {
  await deleteLead(account, params.lead_id, settings.leadRetentionDays);
  return { status: 204 };
});
