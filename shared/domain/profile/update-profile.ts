import type { ViewOf } from "../../model/profile/as-read.ts";
import type { Profile } from "../../model/profile/profile.ts";
import type { VersionCondition } from "../../model/version-condition.ts";
import { withStoredPhoto } from "../../photos/stored-photo.ts";
import { spendPhoto } from "../photo/upload-allowance.ts";
import { type Change, commitChange, tryChange } from "./commit-change.ts";

/** What a change is asked for with. */
export interface UpdateOptions {
  readonly photo?: Uint8Array | undefined;
  readonly ifMatch?: VersionCondition;
  /** What the owner is shown of a profile: a change may bring along what was read. */
  readonly view?: ViewOf;
}

/**
 * Changes a profile, and its photo when one is given.
 * @throws Problem `not_found`, `conflict` for a taken slug, `outdated`, `invalid`, `limited`
 */
export async function updateProfile(
  owner: string,
  id: string,
  change: Change,
  { photo, ifMatch, view }: UpdateOptions,
): Promise<Profile> {
  if (!photo) return commitChange(owner, id, change, { ifMatch, view });
  // Before the photo is worked on, which takes the most of the time.
  const { found } = await tryChange(owner, id, change, { ifMatch, view });
  await spendPhoto(owner);
  return withStoredPhoto(id, photo, (stored) =>
    commitChange(owner, id, change, { ifMatch, view, photo: stored, found }),
  );
}
