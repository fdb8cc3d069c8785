import { photoFolder, quarantineFolder } from "../../model/photo/photo-key.ts";
import type { ProfileLeftover } from "../../model/profile/leftover.ts";
import { keepEntries } from "../../persistence/ahead-repository.ts";
import {
  forgetPendingRemoval,
  removeItems,
  removeTallies,
  removeVisits,
} from "../../persistence/removal-repository.ts";
import { removeObjectsUnder, removePhoto } from "../../photos/photo-store.ts";
import { noteRemoved } from "../removal-log.ts";

/**
 * Removes what is left over of a profile, or keeps what was stored ahead, notes the removal outside of
 * the table, and last of all removes the record of it. May be cut off and repeated at any point.
 */
export async function finishRemoval(leftover: ProfileLeftover): Promise<void> {
  const { profileId } = leftover;
  if (leftover.kind === "photo") {
    const { kind, photoId, replaced = false } = leftover;
    await removePhoto(profileId, photoId);
    await noteRemoved({ kind, profileId, photoId, replaced });
  } else if (leftover.kind === "ahead") {
    await keepEntries(leftover.owner, profileId);
  } else {
    await removeItems(leftover.owner, profileId);
    // Nothing begins a removed profile's counters again, however late a count comes.
    await removeTallies(profileId);
    await removeVisits(leftover.owner, profileId);
    await removeObjectsUnder(quarantineFolder(profileId));
    await removeObjectsUnder(photoFolder(profileId));
    await noteRemoved({ kind: "profile", profileId });
  }
  await forgetPendingRemoval(leftover);
}
