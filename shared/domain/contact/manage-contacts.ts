import { v7 as uuid } from "uuid";
import type { Contact, JoinedContact } from "../../model/contact/contact.ts";
import {
  type ListContactsQuery,
  PAGE_SIZE,
  type SaveContactInput,
} from "../../model/contact/contact-schema.ts";
import { MOST_OFFSET } from "../../model/mcp/mcp-schema.ts";
import type { Plans } from "../../model/plans.ts";
import { invalidField, Problem, profileNotFound } from "../../model/problem.ts";
import { findCards } from "../../persistence/card-repository.ts";
import {
  findContact,
  findContactHolder,
  findContacts,
  insertContact,
  removeContact,
} from "../../persistence/contact-repository.ts";
import { decodeCursor, encodeCursor } from "../../persistence/cursor.ts";

const LIST = "contacts";

/**
 * Saves a published profile; one that is saved already stays as it is.
 * @param newId the same whenever the request is repeated
 * @returns `isNew` false when an earlier request saved it
 * @throws Problem `not_found` for an unknown profile and a draft alike, `conflict` `contact_limit_reached`
 */
export async function saveContact(
  saver: string,
  { profileId, source }: SaveContactInput,
  newId: string | undefined,
): Promise<JoinedContact & { readonly isNew: boolean }> {
  const card = (await findCards([profileId])).get(profileId);
  if (card?.state !== "public") throw profileNotFound();
  const id = newId ?? uuid();
  const contact: Contact = { id, profileId, source, savedAt: new Date().toISOString() };
  const outcome = await insertContact(saver, contact);
  if (outcome === "full") {
    const detail = "The account has as many contacts as its plan allows.";
    throw new Problem("conflict", "contact_limit_reached", detail);
  }
  return { contact: outcome, card, isNew: outcome.id === id };
}

/** A contact with its profile's card as it is now. 1 read. */
export async function joinCard(contact: Contact): Promise<JoinedContact> {
  const { profileId } = contact;
  return { contact, card: (await findCards([profileId])).get(profileId) };
}

/** A page of contacts, newest first. */
export interface ContactPage {
  readonly contacts: readonly JoinedContact[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** @throws Problem `invalid` for a cursor that is not this account's, or beside an offset */
export async function listContacts(saver: string, query: ListContactsQuery): Promise<ContactPage> {
  const { limit = PAGE_SIZE, offset = 0, cursor } = query;
  const after = cursor === undefined ? undefined : placeOf(saver, cursor);
  if (cursor !== undefined && query.offset !== undefined) {
    throw invalidField("offset", "not_allowed", "Must be left out beside a cursor.");
  }
  const [found, holder] = await Promise.all([
    findContacts(saver, offset + limit + 1, after),
    findContactHolder(saver),
  ]);
  const page = found.slice(offset, offset + limit);
  const cards = await findCards(page.map(({ profileId }) => profileId));
  const last = found.length > offset + limit ? page.at(-1) : undefined;
  return {
    contacts: page.map((contact) => ({ contact, card: cards.get(contact.profileId) })),
    total: holder.used,
    nextCursor: last ? encodeCursor(LIST, saver, last.id) : null,
  };
}

/** Contacts by how many newer ones there are. */
export interface ContactStretch {
  readonly contacts: readonly JoinedContact[];
  readonly total: number;
  readonly hasMore: boolean;
}

/** An offset up to which contacts are read beside their number; further ones wait for it. */
const NEAR = 1_000;

/**
 * Some contacts, newest first, from an offset on. 2 reads at once, and the cards. Where an account has
 * thousands, 1 Query for each 1 MB up to there; none past the last one.
 * @throws Problem `invalid` for an offset that is too far to be read
 */
export async function contactsFrom(
  saver: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<ContactStretch> {
  const read = () => findContacts(saver, offset + limit, undefined);
  const early = offset < NEAR ? read() : undefined;
  const [{ used: total }] = await Promise.all([findContactHolder(saver), early]);
  if (!early && offset >= total) return { contacts: [], total, hasMore: false };
  if (offset > MOST_OFFSET) {
    throw invalidField("offset", "out_of_range", `Must be at most ${MOST_OFFSET}.`);
  }
  const page = (await (early ?? read())).slice(offset);
  const cards = await findCards(page.map(({ profileId }) => profileId));
  const contacts = page.map((contact) => ({ contact, card: cards.get(contact.profileId) }));
  return { contacts, total, hasMore: offset + page.length < total };
}

function placeOf(saver: string, cursor: string): string {
  const id = decodeCursor(LIST, saver, cursor);
  if (id === undefined) throw invalidField("cursor", "invalid_cursor", "Is not a valid cursor.");
  return id;
}

/**
 * One contact with its profile's card as it is now. 2 reads.
 * @throws Problem `not_found` for an unknown contact and another account's alike
 */
export async function getContact(saver: string, id: string): Promise<JoinedContact> {
  const contact = await findContact(saver, id);
  if (!contact) throw contactNotFound();
  return joinCard(contact);
}

/** @throws Problem `not_found` for an unknown contact and another account's alike */
export async function deleteContact(saver: string, id: string): Promise<void> {
  const contact = await findContact(saver, id);
  if (!contact || !(await removeContact(saver, contact))) throw contactNotFound();
}

function contactNotFound(): Problem {
  return new Problem("not_found", "contact_not_found", "Contact not found.");
}

/** How many contacts the account's plan allows; null for no limit. */
export async function contactLimits(saver: string, plans: Plans) {
  const { plan, used } = await findContactHolder(saver);
  const limit = plans[plan].contacts ?? null;
  return { limit, used, remaining: limit === null ? null : Math.max(0, limit - used) };
}
