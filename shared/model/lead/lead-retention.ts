import { DAY_MS, expiryOf } from "../expiry.ts";
import type { Lead } from "./lead.ts";

/** Unix seconds after which a lead may go. @param days that leads are kept */
export function leadExpiry({ consentedAt }: Pick<Lead, "consentedAt">, days: number): number {
  return expiryOf(consentedAt, days * DAY_MS);
}

/** The last time of consent whose lead is over, as ISO 8601. */
export function leadsOverSince(days: number, now: number): string {
  return new Date(now - days * DAY_MS).toISOString();
}

/** Whether a lead is still kept: that is told when it is read, for tidying up takes its time. */
export function isLeadKept(
  { consentedAt }: Pick<Lead, "consentedAt">,
  days: number,
  now: number,
): boolean {
  return consentedAt > leadsOverSince(days, now);
}
