import { profileNotFound, profileRemoved } from "../../model/problem.ts";
import type { Profile } from "../../model/profile/profile.ts";
import { type Takedown, type TakedownReason, withTakedown } from "../../model/profile/takedown.ts";
import { findCard } from "../../persistence/card-repository.ts";
import type { StoredProfile } from "../../persistence/profile-item.ts";
import { findProfile, replaceProfile } from "../../persistence/profile-repository.ts";
import type { Step } from "../../persistence/transaction.ts";
import { untilCommitted } from "../until-committed.ts";

/** Makes the audit record of a change of this profile; it is written with the change, or not at all. */
export type Noting = (before: Profile) => Step<"audit">;

/** A profile as an operator's command has left it. */
export interface Settled {
  readonly profile: Profile;
  /** False when it was so before: then nothing was written. */
  readonly changed: boolean;
}

/**
 * The profile of an id, whoever's it is. 1 read, 1 Query.
 * @throws Problem `not_found`, or `removed` for a deleted one
 */
export async function findAnyProfile(id: string): Promise<StoredProfile> {
  const card = await findCard(id);
  if (!card) throw profileNotFound();
  const found = card.state === "removed" ? undefined : await findProfile(card.owner, id);
  if (!found) throw profileRemoved();
  return found;
}

/**
 * Takes a profile down: from the next request on nobody reads it but its owner. 1 read, 1 Query and a
 * transaction. Another reason than before takes that one's place.
 * @param isMeant leaves alone what does not hold for the profile as it is when it is changed
 * @throws Problem `not_found`, `removed`, `conflict` `concurrent_change`
 */
export function takeDown(
  id: string,
  reason: TakedownReason,
  note: Noting,
  isMeant: Choice = anyProfile,
): Promise<Settled> {
  const down = ({ takedown }: Profile, now: string) => ({ since: now, ...takedown, reason });
  return settle(id, isMeant, down, note);
}

/** Ends that: a published profile is seen again from the next request on. Costs and errors as above. */
export function restoreProfile(
  id: string,
  note: Noting,
  isMeant: Choice = anyProfile,
): Promise<Settled> {
  return settle(id, isMeant, () => undefined, note);
}

type Choice = (profile: Profile) => boolean;
const anyProfile: Choice = () => true;

function settle(
  id: string,
  isMeant: Choice,
  wanted: (profile: Profile, now: string) => Takedown | undefined,
  note: Noting,
): Promise<Settled> {
  return untilCommitted(async () => {
    const before = await findAnyProfile(id);
    const { profile } = before;
    if (!isMeant(profile)) return { profile, changed: false };
    const now = new Date().toISOString();
    const takedown = wanted(profile, now);
    if (takedown?.reason === profile.takedown?.reason) return { profile, changed: false };
    const after = withTakedown(profile, takedown, now);
    const failures = await replaceProfile(before, after, {}, [note(profile)]);
    return failures.size === 0 ? { profile: after, changed: true } : undefined;
  });
}
