import { DAY_MS, expiryOf } from "./expiry.ts";

/** What an account may do a UTC day, whatever its plan; each is counted under its name. */
export const DAILY_LIMITS = {
  /** Far more than the profiles of an account need, and a queue of a few minutes when sent at once. */
  photo_upload: 500,
  /** Erasures of an account by whoever has it: a day of new counters is not to be had by it again and again. */
  erasure: 1,
  /** Slugs that people get to see for the first time: each keeps a name from others for a while. */
  public_slug: 100,
  /** Leads that a caller leaves at any profiles; repeated ones count. */
  lead: 500,
  /** Scans that a caller records of any profiles. */
  scan: 1_000,
  /** Archives of the whole account: each reads all of it. */
  account_export: 1,
} as const;

/**
 * What may be left at one profile a UTC day, by everybody together: a flood must not bury its owner.
 * Counted for the owner's account, with the profile's id.
 */
export const PROFILE_LIMITS = { lead: 500, scan: 5_000 } as const;

/**
 * What one caller may leave at one profile a UTC day: so far below {@link PROFILE_LIMITS} that nobody
 * alone keeps others from leaving theirs. None for scans, which bring nobody's details.
 */
export const CALLER_AT_PROFILE_LIMITS: Partial<Record<keyof typeof PROFILE_LIMITS, number>> = {
  lead: 20,
};

/** Two days after its own a counter is of no use to anybody. */
const COUNTER_KEPT_MS = 3 * DAY_MS;

/** Unix seconds after which the counter of a UTC day, or of an hour of it, may go. */
export function counterExpiry(period: string): number {
  return expiryOf(period.slice(0, 10), COUNTER_KEPT_MS);
}
