import type { Profile } from "../../model/profile/profile.ts";
import { findProfiles } from "../../persistence/profile-repository.ts";
import { type Noting, restoreProfile, takeDown } from "../profile/take-down.ts";

const REASON = "account_suspended";

/**
 * Takes down the profiles of a suspended account, but for those that are down already. Drafts too: a
 * change that was counted before the suspension may publish one still, and then loses, or keeps the
 * takedown. 1 Query, and for each profile 1 read, 1 Query and a transaction. May be cut off anywhere
 * and run again.
 * @param note makes the audit record of each
 * @returns ids of the profiles that were taken down now
 */
export function hideProfiles(owner: string, note: Noting): Promise<string[]> {
  return change(owner, isUp, (id) => takeDown(id, REASON, note, isUp));
}

function isUp({ takedown }: Profile): boolean {
  return !takedown;
}

/** Shows again what {@link hideProfiles} has hidden, and nothing that was taken down for another reason. */
export function showProfiles(owner: string, note: Noting): Promise<string[]> {
  return change(owner, isHiddenWithAccount, (id) => restoreProfile(id, note, isHiddenWithAccount));
}

/** Whether a profile is down because its account was suspended. */
export function isHiddenWithAccount({ takedown }: Pick<Profile, "takedown">): boolean {
  return takedown?.reason === REASON;
}

async function change(
  owner: string,
  isMeant: (profile: Profile) => boolean,
  settle: (id: string) => Promise<{ readonly changed: boolean }>,
): Promise<string[]> {
  const changed: string[] = [];
  for (const { profile } of await findProfiles(owner)) {
    if (isMeant(profile) && (await settle(profile.id)).changed) changed.push(profile.id);
  }
  return changed;
}
