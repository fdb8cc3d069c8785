import type { Contact } from "../model/contact/contact.ts";
import { type PlanName, planOf } from "../model/plans.ts";
import { CONTACT_SORT, contactKey, toContact } from "./contact-item.ts";
import { insertContactSteps, removeContactSteps } from "./contact-steps.ts";
import { accountKey, beginningWith, userPartition } from "./keys.ts";
import { requireOpen } from "./standing-steps.ts";
import { getItem, type Item, query } from "./table.ts";
import { transact } from "./transaction.ts";

/** What an account's item says of its contacts. */
export interface ContactHolder {
  readonly plan: PlanName;
  readonly used: number;
}

/** 1 consistent read of the account. */
export async function findContactHolder(saver: string): Promise<ContactHolder> {
  const item = await getItem(accountKey(saver));
  return {
    plan: planOf(item?.plan),
    used: (item?.contactCount as number | undefined) ?? 0,
  };
}

/** 1 consistent read. */
export async function findContact(saver: string, id: string): Promise<Contact | undefined> {
  const item = await getItem(contactKey(saver, id));
  return item && toContact(item);
}

/**
 * The newest contacts, at most `most`: 1 consistent Query per MB.
 * @param after id of a contact: only older ones, whether or not it is still there
 */
export async function findContacts(
  saver: string,
  most: number,
  after: string | undefined,
): Promise<Contact[]> {
  const contacts: Contact[] = [];
  let start: Item | undefined = after === undefined ? undefined : contactKey(saver, after);
  do {
    const page = await query({
      ...beginningWith(userPartition(saver), CONTACT_SORT),
      ScanIndexForward: false,
      Limit: most - contacts.length,
      ExclusiveStartKey: start,
    });
    contacts.push(...page.items.map(toContact));
    start = page.next;
  } while (start && contacts.length < most);
  return contacts;
}

/**
 * 1 transaction.
 * @returns the contact that is there now: this one, or the one an earlier request made of the same
 * profile; "full" when the plan allows no further one
 * @throws Problem for an account that is closed
 */
export async function insertContact(saver: string, contact: Contact): Promise<Contact | "full"> {
  const failures = await transact(insertContactSteps(saver, contact));
  if (failures.size === 0) return contact;
  requireOpen(failures.get("account"));
  const earlier = failures.get("pointer");
  return earlier ? toContact(earlier) : "full";
}

/** 1 transaction; false when the contact is gone already. */
export async function removeContact(saver: string, contact: Contact): Promise<boolean> {
  return (await transact(removeContactSteps(saver, contact))).size === 0;
}
