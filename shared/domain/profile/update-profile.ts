import type { Profile } from "../../model/profile/profile.ts";
import type { UpdateProfileInput } from "../../model/profile/profile-input.ts";
import type { VersionCondition } from "../../model/version-condition.ts";
import { withStoredPhoto } from "../../photos/stored-photo.ts";
import { spendPhoto } from "../photo/upload-allowance.ts";
import { changeProfile, requireChangeable } from "./commit-change.ts";

/** What a change is asked for with. */
export interface UpdateOptions {
  readonly photo?: Uint8Array | undefined;
  readonly ifMatch?: VersionCondition;
}

/**
 * Changes a profile, and its photo when one is given.
 * @throws Problem 404, 409 for a taken slug, 412, 422, 429
 */
export async function updateProfile(
  owner: string,
  id: string,
  change: UpdateProfileInput,
  { photo, ifMatch }: UpdateOptions,
): Promise<Profile> {
  if (!photo) return changeProfile(owner, id, change, { ifMatch });
  // Before the photo is worked on, which takes the most of the time.
  await requireChangeable(owner, id, change, ifMatch);
  await spendPhoto(owner);
  return withStoredPhoto(id, photo, (stored) =>
    changeProfile(owner, id, change, { ifMatch, photo: stored }),
  );
}
