import { deleteContact } from "../../shared/domain/contact/manage-contacts.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { deleteContactRoute } from "../../shared/routes/contacts/delete-contact.ts";

export const handler = createHandler(deleteContactRoute, async ({ account, params }) => {
  await deleteContact(account, params.contact_id);
  return { status: 204 };
});
