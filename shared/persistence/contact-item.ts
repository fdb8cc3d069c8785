import type { Contact } from "../model/contact/contact.ts";
import { type Key, userPartition } from "./keys.ts";
import type { Item } from "./table.ts";

/** Start of the sort keys of contacts, which then sort by time. */
export const CONTACT_SORT = "CONTACT#";

/** The item that lists a contact. */
export function contactKey(saver: string, id: string): Key {
  return { pk: userPartition(saver), sk: `${CONTACT_SORT}${id}` };
}

/** The item that makes a profile's contact the only one, whatever its id. */
export function savedKey(saver: string, profileId: string): Key {
  return { pk: userPartition(saver), sk: `SAVED#${profileId}` };
}

/** Both items hold all of it, so that saving again is answered without another read. */
export function contactFields({ id, profileId, source, savedAt }: Contact): Item {
  return { contactId: id, profileId, source, savedAt };
}

/** A contact, from either of its items. */
export function toContact({ contactId, profileId, source, savedAt }: Item): Contact {
  return { id: contactId, profileId, source, savedAt } as Contact;
}
