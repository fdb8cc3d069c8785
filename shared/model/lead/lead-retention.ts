import type { Lead } from "./lead.ts";

const DAY_MS = 86_400_000;

/** Unix seconds after which a lead may go. @param days that leads are kept */
export function leadExpiry({ consentedAt }: Pick<Lead, "consentedAt">, days: number): number {
  return Math.ceil((Date.parse(consentedAt) + days * DAY_MS) / 1_000);
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
