import * as z from "zod/mini";
import { email } from "../email.ts";
import { cursor, wholeNumber } from "../page-query.ts";
import { LIMITS } from "../profile/limits.ts";
import { text } from "../text.ts";
import { trimmed } from "../unset.ts";

/** A visitor's details for the owner of a profile, which is named by id or slug. */
export const SaveLeadInput = z.strictObject({
  profile_id: z.string().check(z.minLength(1), z.maxLength(100)),
  name: text({ min: 1, max: LIMITS.line }),
  email: trimmed(email()),
  tos_consent: z.literal(true),
});

export type SaveLeadInput = z.infer<typeof SaveLeadInput>;

/** The same for a first and for a repeated lead. */
export const SavedLeadSchema = z.object({ contactSaved: z.literal(true) });

/** The words that a visitor agreed to. */
export const ConsentSchema = z.object({ version: z.string(), text: z.string() });

/** A visitor's details, and the words agreed to, as the profile's owner sees them. */
export const LeadSchema = z.object({
  id: z.uuid(),
  profileId: z.uuid(),
  name: z.string(),
  email: z.string(),
  consentedAt: z.iso.datetime({ precision: 3 }),
  consent: ConsentSchema,
});

/** A page of leads, the newest first. */
export const LeadListSchema = z.object({
  leads: z.array(LeadSchema),
  nextCursor: z.nullable(z.string()),
});

const LIMIT = { min: 1, max: 50 } as const;

/** Leads on a page unless told otherwise. */
export const LEAD_PAGE_SIZE = LIMIT.max;

/** A page of leads, by cursor. */
export const ListLeadsQuery = z.object({
  limit: wholeNumber(LIMIT, { fallback: LEAD_PAGE_SIZE }),
  cursor: cursor(),
});

export type ListLeadsQuery = z.infer<typeof ListLeadsQuery>;
