import { contactView } from "../../shared/domain/contact/contact-view.ts";
import { saveContact } from "../../shared/domain/contact/manage-contacts.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { saveContactRoute } from "../../shared/routes/contacts/save-contact.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(saveContactRoute, async ({ account, body, newId }) => {
  const saved = await saveContact(account, body, newId);
  return { status: saved.isNew ? 201 : 200, body: contactView(saved, settings.photoBaseUrl) };
});
