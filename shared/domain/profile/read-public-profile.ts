import { randomUUID } from "node:crypto";
import { validate as isUuid } from "uuid";
import { Problem, profileNotFound, profileRemoved, profileTakenDown } from "../../model/problem.ts";
import { profilesBehind } from "../../model/profile/kept-slug.ts";
import { LIMITS } from "../../model/profile/limits.ts";
import type { Profile } from "../../model/profile/profile.ts";
import type { ProfileCard } from "../../model/profile/profile-card.ts";
import { SLUG_PATTERN } from "../../model/profile/slug.ts";
import { isShown } from "../../model/profile/takedown.ts";
import { findCard } from "../../persistence/card-repository.ts";
import { findProfile } from "../../persistence/profile-repository.ts";
import { findSlug } from "../../persistence/slug-repository.ts";
import { keptViews } from "./kept-views.ts";

/** Tries to show a profile that is being unpublished or removed at the same moment. */
const TRIES = 3;

/** A profile that was public when its card was read, a moment ago. */
export interface PublishedProfile {
  readonly id: string;
  readonly owner: string;
  /** One found by a slug that it had before has another than the one asked for. */
  readonly slug: string;
  /** Undefined where the release before wrote the card. */
  readonly version: number | undefined;
  /** With its entries: 1 Query. Undefined when it was hidden or removed since. */
  profile(): Promise<Profile | undefined>;
}

/** Undefined when the profile turns out to be hidden or removed; it is looked for again then. */
type Show<T> = (published: PublishedProfile) => Promise<T | undefined>;

/**
 * Shows the published profile of an id or slug. 1 read, the card; 2 by slug; and what `show` reads.
 * @throws Problem `not_found` for an unknown one and a draft alike, `removed` for a removed one, or one
 * that is taken down, that was public
 */
export function readPublicProfile<T>(identifier: string, show: Show<T>): Promise<T> {
  // No slug reads as an id: such ones are refused.
  return isUuid(identifier)
    ? readPublishedProfile(identifier.toLowerCase(), show)
    : untilShown(() => findBySlug(identifier.toLowerCase()), show);
}

/** The same by id alone. @throws Problem as {@link readPublicProfile} */
export function readPublishedProfile<T>(id: string, show: Show<T>): Promise<T> {
  return untilShown(() => findPublished(id), show);
}

async function untilShown<T>(
  find: () => Promise<PublishedProfile | Problem>,
  show: Show<T>,
): Promise<T> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const found = await find();
    if (found instanceof Problem) throw found;
    const shown = await show(found);
    if (shown !== undefined) return shown;
    // It was hidden or removed since the card was read; the card now tells which.
  }
  throw profileNotFound();
}

async function findBySlug(slug: string): Promise<PublishedProfile | Problem> {
  if (slug.length > LIMITS.slug || !SLUG_PATTERN.test(slug)) return profileNotFound();
  let reason = profileNotFound();
  const ids = profilesBehind(await findSlug(slug), Date.now());
  // A draft's slug takes this second read. An unknown one takes it too: time tells nobody which it is.
  for (const id of ids.length > 0 ? ids : [randomUUID()]) {
    const found = await findPublished(id);
    if (!(found instanceof Problem)) return found;
    reason = found;
  }
  return reason;
}

async function findPublished(id: string): Promise<PublishedProfile | Problem> {
  const card = await findCard(id);
  const isPublic = card?.state === "public";
  keptViews.keepOnly(id, isPublic ? card.version : undefined);
  if (!isPublic) return reasonOf(card);
  const { owner, slug = "", version } = card;
  return { id, owner, slug, version, profile: () => findPublicProfile(owner, id) };
}

/** Why there is nothing to see of a card: what nobody has ever seen reads as unknown. */
function reasonOf(card: ProfileCard | undefined): Problem {
  if (!card?.wasPublic) return profileNotFound();
  if (card.state === "removed") return profileRemoved();
  const { takedownReason } = card;
  return takedownReason ? profileTakenDown(takedownReason) : profileNotFound();
}

async function findPublicProfile(owner: string, id: string): Promise<Profile | undefined> {
  const found = await findProfile(owner, id);
  return found && isShown(found.profile) ? found.profile : undefined;
}
