import { validate as isUuid } from "uuid";
import { Problem, profileNotFound, profileRemoved } from "../../model/problem.ts";
import { profilesBehind } from "../../model/profile/kept-slug.ts";
import { LIMITS } from "../../model/profile/limits.ts";
import type { Profile } from "../../model/profile/profile.ts";
import { SLUG_PATTERN } from "../../model/profile/slug.ts";
import { findCard } from "../../persistence/card-repository.ts";
import { findProfile } from "../../persistence/profile-repository.ts";
import { findSlug } from "../../persistence/slug-repository.ts";

/** Tries to read a profile that is being unpublished or removed at the same moment. */
const TRIES = 3;

/**
 * The published profile of an id or slug. One found by a slug that it had before has another
 * `slug` than the one asked for.
 * @throws Problem `not_found` for an unknown one and a draft alike, `removed` for a removed one that was public
 */
export async function readPublicProfile(identifier: string): Promise<Profile> {
  // No slug reads as an id: such ones are refused.
  if (isUuid(identifier)) return publishedProfile(identifier.toLowerCase());
  const slug = identifier.toLowerCase();
  if (slug.length > LIMITS.slug || !SLUG_PATTERN.test(slug)) throw profileNotFound();
  let reason = profileNotFound();
  for (const id of profilesBehind(await findSlug(slug), Date.now())) {
    const found = await findPublished(id);
    if (!(found instanceof Problem)) return found;
    reason = found;
  }
  throw reason;
}

/** @throws Problem as {@link readPublicProfile} */
export async function publishedProfile(id: string): Promise<Profile> {
  const found = await findPublished(id);
  if (found instanceof Problem) throw found;
  return found;
}

async function findPublished(id: string): Promise<Profile | Problem> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const card = await findCard(id);
    if (card?.state === "removed" && card.wasPublic) return profileRemoved();
    if (card?.state !== "public") break;
    const found = await findProfile(card.owner, id);
    if (found?.profile.isPublic) return found.profile;
    // It was hidden or removed since the card was read; the card now tells which.
  }
  return profileNotFound();
}
