import { forgetPendingRemoval, removeEntries } from "../../persistence/removal-repository.ts";
import { photoFolder, quarantineFolder } from "../../photos/photo-key.ts";
import { removeObjectsUnder, removePhoto } from "../../photos/photo-store.ts";

/** Something a committed change left to be tidied. */
export type Leftover =
  | { readonly kind: "profile"; readonly owner: string; readonly profileId: string }
  | { readonly kind: "photo"; readonly profileId: string; readonly photoId: string };

/** Removes what is left over. May be cut off and repeated at any point. */
export async function finishRemoval(leftover: Leftover): Promise<void> {
  if (leftover.kind === "photo") return removePhoto(leftover.profileId, leftover.photoId);
  await removeEntries(leftover.owner, leftover.profileId);
  await removeObjectsUnder(quarantineFolder(leftover.profileId));
  await removeObjectsUnder(photoFolder(leftover.profileId));
  await forgetPendingRemoval(leftover.profileId);
}
