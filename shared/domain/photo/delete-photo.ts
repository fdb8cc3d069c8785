import { v7 as uuid } from "uuid";
import type { Profile } from "../../model/profile/profile.ts";
import type { VersionCondition } from "../../model/version-condition.ts";
import type { Step } from "../../persistence/transaction.ts";
import { commitChange } from "../profile/commit-change.ts";

/**
 * Takes the photo off a profile; uploads asked for before it come to nothing. Its objects follow
 * from the table's stream.
 * @param noted the audit record, where an operator does it
 * @throws Problem `not_found`, `conflict` `concurrent_change`, `outdated`
 */
export function deletePhoto(
  owner: string,
  profileId: string,
  ifMatch: VersionCondition,
  noted?: Step<"audit">,
): Promise<Profile> {
  const photo = { photo: null, request: uuid() };
  return commitChange(owner, profileId, {}, { ifMatch, photo, noted });
}
