import { DAY_MS, expiryOf } from "../expiry.ts";
import type { Profile } from "./profile.ts";

/** How long a slug that people have seen stays with its account after it was given up. */
export const SLUG_KEPT_DAYS = 30;

/** What is known of a slug. It is held, kept for an account, both, or, with neither, free. */
export interface Slug {
  /** The profile that has it. */
  readonly profileId?: string;
  /** The account that alone may take it until `reservedUntil`. */
  readonly reservedFor?: string;
  /** The profile that people last saw under it. */
  readonly formerId?: string;
  /** Unix seconds. */
  readonly reservedUntil?: number;
}

/** How a slug is taken: one that nobody has, or one that is kept for the account. */
export type SlugClaim = "free" | "reserved";

/** Unix seconds until which a slug that is given up at that time stays with its account. */
export function keptUntil(givenUp: string): number {
  return expiryOf(givenUp, SLUG_KEPT_DAYS * DAY_MS);
}

/**
 * Whose place the account may take under a slug that it may not have otherwise: the former
 * profile's id, when nobody holds the slug and it is kept for this account.
 */
export function claimablePlace(slug: Slug | undefined, owner: string): string | undefined {
  const isKept = slug?.profileId === undefined && slug?.reservedFor === owner;
  return isKept ? slug.formerId : undefined;
}

/**
 * The ids of the profiles a slug may lead to, in this order: the one that holds it, and the one that
 * people last saw under it, as long as it is kept.
 * @param now milliseconds since the epoch
 */
export function profilesBehind(slug: Slug | undefined, now: number): readonly string[] {
  const { profileId, formerId, reservedUntil = 0 } = slug ?? {};
  return [profileId, reservedUntil * 1_000 > now ? formerId : undefined].filter(
    (id) => id !== undefined,
  );
}

/** Whether people get to see the slug for the first time: from then on it is kept once given up. */
export function showsSlug(before: Profile, after: Profile): boolean {
  return after.slugWasPublic && !(before.slugWasPublic && before.slug === after.slug);
}
