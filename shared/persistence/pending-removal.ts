import type { Leftover } from "../model/profile/leftover.ts";
import type { ProfileRoot } from "../model/profile/profile.ts";
import { erasureKey } from "./erasure-keys.ts";
import {
  type Key,
  pendingAheadKey,
  pendingExportKey,
  pendingPhotoKey,
  pendingProfileKey,
} from "./keys.ts";
import type { Item } from "./table.ts";

/**
 * Says that a removed profile's entries and photos are still there. It is written with the tombstone
 * and goes when they have gone; the stream forgets after a day, the table does not.
 */
export function pendingProfileItem({ id, owner }: ProfileRoot, since: string): Item {
  return { ...pendingProfileKey(id), kind: "profile", owner, profileId: id, since };
}

/** Says the same of a photo that a profile does not show any more. */
export function pendingPhotoItem({ id, updatedAt, photo }: ProfileRoot, photoId: string): Item {
  return {
    ...pendingPhotoKey(id, photoId),
    kind: "photo",
    profileId: id,
    photoId,
    replaced: photo !== null,
    since: updatedAt,
  };
}

/** Says that a new profile has entries which expire unless that is taken back. */
export function pendingAheadItem({ id, owner, updatedAt }: ProfileRoot): Item {
  return { ...pendingAheadKey(id), kind: "ahead", owner, profileId: id, since: updatedAt };
}

/** What an item of any kind says is to be done. */
export function toLeftover({ pk, sk, since, schemaVersion, ...leftover }: Item): Leftover {
  return leftover as unknown as Leftover;
}

/** Where it is on record. */
export function pendingKeyOf(leftover: Leftover): Key {
  if (leftover.kind === "erasure") return erasureKey(leftover.erasureId);
  if (leftover.kind === "export") return pendingExportKey(leftover.exportId);
  const { kind, profileId } = leftover;
  if (kind === "photo") return pendingPhotoKey(profileId, leftover.photoId);
  return kind === "profile" ? pendingProfileKey(profileId) : pendingAheadKey(profileId);
}
