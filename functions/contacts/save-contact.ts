import { countSave } from "../../shared/domain/analytics/count-event.ts";
import { joinCard, saveContact } from "../../shared/domain/contact/manage-contacts.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import type { Contact } from "../../shared/model/contact/contact.ts";
import { contactView } from "../../shared/model/contact/contact-view.ts";
import { saveContactRoute } from "../../shared/routes/contacts/save-contact.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(
  saveContactRoute,
  async ({ account, body, newId }) => {
    const saved = await saveContact(account, body, newId);
    if (saved.isNew) await countSave(settings.analytics, body.profileId);
    return {
      status: saved.isNew ? 201 : 200,
      body: contactView(saved, settings.photoBaseUrl),
      kept: saved.contact,
    };
  },
  {
    // No copy of the profile is stored, not even for a day: it may be hidden or gone by then.
    recall: async (kept) => contactView(await joinCard(kept as Contact), settings.photoBaseUrl),
  },
);
