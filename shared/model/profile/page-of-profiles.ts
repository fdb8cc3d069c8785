import { NIL } from "uuid";
import type { Profile } from "./profile.ts";

/**
 * Where a walk through an account's profiles stands. It goes by creation, which never changes, and
 * knows the one it began with: so each profile that is there all the while comes exactly once,
 * whichever becomes the primary one meanwhile, and whatever comes and goes.
 */
export interface ProfilePlace {
  /** The primary profile when the walk began: it came first, and not in its own place again. */
  readonly first: string;
  /** The last one by creation that was handed out; {@link NIL} for none. */
  readonly after: string;
}

/** Some profiles, and where the next ones are. */
export interface ProfilePage {
  readonly profiles: readonly Profile[];
  /** Undefined on the last page. */
  readonly next: ProfilePlace | undefined;
}

/** The primary profile first, then by creation. @param byCreation all profiles of an account */
export function primaryFirst(byCreation: readonly Profile[]): Profile[] {
  return byCreation.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary));
}

/**
 * One page of a walk.
 * @param byCreation profiles of an account in order of creation: all of them where the walk begins,
 * at least those after its place where it goes on
 */
export function pageOfProfiles(
  byCreation: readonly Profile[],
  limit: number,
  place?: ProfilePlace,
): ProfilePage {
  const left = place
    ? byCreation.filter(({ id }) => id > place.after && id !== place.first)
    : primaryFirst(byCreation);
  const profiles = left.slice(0, limit);
  const first = place?.first ?? left[0]?.id;
  if (left.length <= limit || first === undefined) return { profiles, next: undefined };
  const last = profiles.findLast(({ id }) => id !== first);
  return { profiles, next: { first, after: last?.id ?? NIL } };
}
