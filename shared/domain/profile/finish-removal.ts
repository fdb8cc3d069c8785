import { forgetPendingRemoval, removeEntries } from "../../persistence/removal-repository.ts";
import { photoFolder } from "../../photos/photo-key.ts";
import { removePhotos, removePhotosUnder } from "../../photos/photo-store.ts";

/** Something a committed change left to be tidied. */
export type Leftover =
  | { readonly kind: "profile"; readonly owner: string; readonly profileId: string }
  | { readonly kind: "photo"; readonly photoKey: string };

/** Removes what is left over. May be cut off and repeated at any point. */
export async function finishRemoval(leftover: Leftover): Promise<void> {
  if (leftover.kind === "photo") return removePhotos([leftover.photoKey]);
  await removeEntries(leftover.owner, leftover.profileId);
  await removePhotosUnder(photoFolder(leftover.profileId));
  await forgetPendingRemoval(leftover.profileId);
}
