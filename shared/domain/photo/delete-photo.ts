import { v7 as uuid } from "uuid";
import type { Profile } from "../../model/profile/profile.ts";
import type { VersionCondition } from "../../model/version-condition.ts";
import { changeProfile } from "../profile/commit-change.ts";

/**
 * Takes the photo off a profile; uploads asked for before it come to nothing. Its objects follow
 * from the table's stream.
 * @throws Problem 404, 409 `concurrent_change`, 412
 */
export function deletePhoto(
  owner: string,
  profileId: string,
  ifMatch: VersionCondition,
): Promise<Profile> {
  const photo = { photo: null, request: uuid() };
  return changeProfile(owner, profileId, {}, { ifMatch, photo });
}
