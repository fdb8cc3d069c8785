import { getContact } from "../../shared/domain/contact/manage-contacts.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { contactView } from "../../shared/model/contact/contact-view.ts";
import { getContactRoute } from "../../shared/routes/contacts/get-contact.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getContactRoute, async ({ account, params }) => ({
  status: 200,
  body: contactView(await getContact(account, params.contact_id), settings.photoBaseUrl),
}));
