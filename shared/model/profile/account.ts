import { Problem } from "../problem.ts";
import type { ProfileRoot } from "./profile.ts";

/** An account with at least one profile. */
export interface Account {
  readonly primaryProfileId: string;
  readonly profileIds: ReadonlySet<string>;
}

/**
 * Who becomes the primary profile when one goes: the oldest of the others. Ids are UUID v7, so that
 * the least one is the oldest.
 * @returns undefined when nobody has to: another one is primary, or none is left
 */
export function nextPrimary(
  account: Account,
  leaving: Pick<ProfileRoot, "id" | "isPrimary">,
): string | undefined {
  if (!leaving.isPrimary) return undefined;
  return [...account.profileIds].filter((other) => other !== leaving.id).sort()[0];
}

/** The account is full. @param limit how many profiles it may have */
export function profileLimitReached(limit: number): Problem {
  const detail = `The account has ${limit} profiles, which is the most it may have.`;
  return new Problem("conflict", "profile_limit_reached", detail);
}
