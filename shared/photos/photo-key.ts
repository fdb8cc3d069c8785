import { randomBytes } from "node:crypto";

/** Where published photos live in the bucket. */
export const PHOTO_PREFIX = "photos/";

/** Folder of one profile's photos, so that a deletion finds them all without a list of its own. */
export function photoFolder(profileId: string): string {
  return `${PHOTO_PREFIX}${profileId}/`;
}

/** A key nobody can guess and nothing reuses, so that its object may be cached for ever. */
export function newPhotoKey(profileId: string): string {
  return `${photoFolder(profileId)}${randomBytes(16).toString("base64url")}.jpg`;
}
