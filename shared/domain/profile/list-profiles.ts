import { invalidField } from "../../model/problem.ts";
import {
  type ProfilePlace,
  pageOfProfiles,
  primaryFirst,
} from "../../model/profile/page-of-profiles.ts";
import type { Profile } from "../../model/profile/profile.ts";
import {
  type ListProfilesQuery,
  PROFILE_PAGE_SIZE,
} from "../../model/profile/profile-list-query.ts";
import { decodeCursors, encodeCursor } from "../../persistence/cursor.ts";
import { findProfiles } from "../../persistence/profile-repository.ts";

const LIST = "profiles";

/** Some of an account's profiles, or all of them. */
export interface ListedProfiles {
  readonly profiles: readonly Profile[];
  /** Undefined where there are no more. */
  readonly nextCursor: string | undefined;
}

/**
 * The profiles of the account: the primary one first, then by creation. All of them without a limit
 * and a cursor. 1 Query, with a cursor only of those after it.
 * @throws Problem `invalid` for a cursor that is not this account's
 */
export async function listProfiles(
  owner: string,
  { limit, cursor }: ListProfilesQuery = {},
): Promise<ListedProfiles> {
  const place = cursor === undefined ? undefined : placeOf(owner, cursor);
  const found = (await findProfiles(owner, place?.after)).map(({ profile }) => profile);
  if (limit === undefined && !place) {
    return { profiles: primaryFirst(found), nextCursor: undefined };
  }
  const { profiles, next } = pageOfProfiles(found, limit ?? PROFILE_PAGE_SIZE, place);
  return { profiles, nextCursor: next && encodeCursor(LIST, owner, next.first, next.after) };
}

function placeOf(owner: string, cursor: string): ProfilePlace {
  const [first, after] = decodeCursors(LIST, owner, cursor, 2) ?? [];
  if (first !== undefined && after !== undefined) return { first, after };
  throw invalidField("cursor", "invalid_cursor", "Is not a valid cursor.");
}
