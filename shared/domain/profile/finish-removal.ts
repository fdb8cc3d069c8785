import { photoFolder, quarantineFolder } from "../../model/photo/photo-key.ts";
import type { Leftover } from "../../model/profile/leftover.ts";
import {
  forgetPendingRemoval,
  removeItems,
  removeTallies,
  removeVisits,
} from "../../persistence/removal-repository.ts";
import { removeObjectsUnder, removePhoto } from "../../photos/photo-store.ts";

/**
 * Removes what is left over, and last of all the record that it was there. May be cut off and
 * repeated at any point.
 */
export async function finishRemoval(leftover: Leftover): Promise<void> {
  const { profileId } = leftover;
  if (leftover.kind === "photo") {
    await removePhoto(profileId, leftover.photoId);
  } else {
    await removeItems(leftover.owner, profileId);
    // Nothing begins a removed profile's counters again, however late a count comes.
    await removeTallies(profileId);
    await removeVisits(leftover.owner, profileId);
    await removeObjectsUnder(quarantineFolder(profileId));
    await removeObjectsUnder(photoFolder(profileId));
  }
  await forgetPendingRemoval(leftover);
}
