import { profileNotFound } from "../../model/problem.ts";
import type { Profile } from "../../model/profile/profile.ts";
import { isShown } from "../../model/profile/takedown.ts";
import { findCard } from "../../persistence/card-repository.ts";
import { findAccount, findProfile } from "../../persistence/profile-repository.ts";

/** Tries to follow a primary profile that is being moved at the same moment. */
const PRIMARY_TRIES = 3;

/** @throws Problem `not_found` when the account has no profile */
export async function getPrimaryProfile(owner: string): Promise<Profile> {
  for (let attempt = 1; attempt <= PRIMARY_TRIES; attempt += 1) {
    const account = await findAccount(owner);
    if (!account) break;
    const found = await findProfile(owner, account.primaryProfileId);
    // It may have stopped being the primary one since the account was read.
    if (found?.profile.isPrimary || (found && attempt === PRIMARY_TRIES)) return found.profile;
  }
  throw profileNotFound();
}

/** The account's own profile in any state: 1 Query. @throws Problem `not_found` for any other */
export async function getOwnProfile(owner: string, id: string): Promise<Profile> {
  const own = await findProfile(owner, id);
  if (!own) throw profileNotFound();
  return own.profile;
}

/**
 * The reader's own profile in any state, or another account's published one.
 * @throws Problem `not_found`, the same for an unknown profile and for another's draft
 */
export async function getProfile(reader: string, id: string): Promise<Profile> {
  const own = await findProfile(reader, id);
  if (own) return own.profile;
  const card = await findCard(id);
  if (card?.state !== "public") throw profileNotFound();
  const found = await findProfile(card.owner, id);
  if (!found || !isShown(found.profile)) throw profileNotFound();
  return found.profile;
}
