import * as z from "zod/mini";
import { cursor, wholeNumber } from "../page-query.ts";
import { PhotoSchema } from "../photo/photo-schema.ts";

const timestamp = () => z.iso.datetime({ precision: 3 });

const Source = z.enum(["qr_scan", "web", "mcp"]);

/** Where a profile was saved from. */
export type ContactSource = z.infer<typeof Source>;

/** Which profile is saved, and where it was met. */
export const SaveContactInput = z.strictObject({
  profileId: z.uuid().check(z.toLowerCase()),
  source: Source,
});

export type SaveContactInput = z.infer<typeof SaveContactInput>;

/** A saved profile as it is now. Every field is always present. */
export const ContactSchema = z.object({
  id: z.uuid(),
  profileId: z.uuid(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  location: z.string(),
  photoUrl: z.string(),
  photo: z.nullable(PhotoSchema),
  savedAt: timestamp(),
  source: Source,
  profileAvailable: z.boolean(),
  notice: z.nullable(z.string()),
  removedAt: z.nullable(timestamp()),
});

/** A page of contacts, the newest first. `total` counts all of the account's. */
export const ContactListSchema = z.object({
  contacts: z.array(ContactSchema),
  total: z.int(),
  hasMore: z.boolean(),
  nextCursor: z.nullable(z.string()),
});

/** How many contacts the plan allows; null for no limit. */
export const ContactLimitsSchema = z.object({
  limit: z.nullable(z.int()),
  used: z.int(),
  remaining: z.nullable(z.int()),
});

const PAGE = { limit: { min: 1, max: 50 }, offset: { min: 0, max: 999 } } as const;

/** Contacts on a page unless told otherwise. */
export const PAGE_SIZE = PAGE.limit.max;

/** A page of contacts, by cursor, or by an offset that reads all before it. */
export const ListContactsQuery = z.object({
  limit: wholeNumber(PAGE.limit, { fallback: PAGE_SIZE }),
  offset: wholeNumber(PAGE.offset, { more: "; use the cursor to get further", fallback: 0 }),
  cursor: cursor(),
});

export type ListContactsQuery = z.infer<typeof ListContactsQuery>;
