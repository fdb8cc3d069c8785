import { saveLead } from "../../shared/domain/lead/save-lead.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { saveLeadRoute } from "../../shared/routes/leads/save-lead.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(saveLeadRoute, async ({ account, body, newId }) => {
  await saveLead(account, body, { retentionDays: settings.leadRetentionDays, newId });
  return { status: 200, body: { contactSaved: true } };
});
