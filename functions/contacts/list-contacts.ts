import { listContacts } from "../../shared/domain/contact/manage-contacts.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { contactView } from "../../shared/model/contact/contact-view.ts";
import { listContactsRoute } from "../../shared/routes/contacts/list-contacts.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(listContactsRoute, async ({ account, query }) => {
  const { contacts, total, nextCursor } = await listContacts(account, query);
  return {
    status: 200,
    body: {
      contacts: contacts.map((contact) => contactView(contact, settings.photoBaseUrl)),
      total,
      hasMore: nextCursor !== null,
      nextCursor,
    },
  };
});
