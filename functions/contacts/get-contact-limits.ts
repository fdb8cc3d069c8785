import { contactLimits } from "../../shared/domain/contact/manage-contacts.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { getContactLimitsRoute } from "../../shared/routes/contacts/get-contact-limits.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getContactLimitsRoute, async ({ account }) => ({
  status: 200,
  body: await contactLimits(account, settings.plans),
}));
