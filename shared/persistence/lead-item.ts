import { createHash } from "node:crypto";
import type { Lead } from "../model/lead/lead.ts";
import { type Key, LEAD_SORT, leadKey, visitorKey } from "./keys.ts";
import type { Item } from "./table.ts";

/** Where the visitor of a lead is known by, whatever its id: one e-mail address is one visitor. */
export function visitorOf(owner: string, { profileId, email }: Lead): Key {
  const digest = createHash("sha256").update(email.toLowerCase()).digest("base64url");
  return visitorKey(owner, profileId, digest);
}

/** @param expiresAt Unix seconds */
export function leadItem(owner: string, { id, ...fields }: Lead, expiresAt: number): Item {
  return { ...leadKey(owner, id), ...fields, expiresAt };
}

/** Points from a visitor to their lead. */
export function visitorItem(owner: string, lead: Lead, expiresAt: number): Item {
  const { id: leadId, consentedAt } = lead;
  return { ...visitorOf(owner, lead), leadId, consentedAt, expiresAt };
}

/** A lead, from its item. */
export function toLead({ sk, profileId, name, email, consentedAt, consent }: Item): Lead {
  const id = String(sk).slice(LEAD_SORT.length);
  return { id, profileId, name, email, consentedAt, consent } as Lead;
}
