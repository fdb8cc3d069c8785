import { randomBytes } from "node:crypto";
import { PHOTO_SIZES, type PhotoSize } from "./photo-sizes.ts";

/** Where the photos of profiles live in the bucket. */
export const PHOTO_PREFIX = "photos/";

/** Where direct uploads wait to be looked at; nothing there is ever served. */
export const QUARANTINE_PREFIX = "quarantine/";

/** An id nobody can guess and nothing reuses, so that its objects may be cached for ever. */
export function newPhotoId(): string {
  return randomBytes(16).toString("base64url");
}

/** Folder of one profile's photos, so that a deletion finds them all without a list of its own. */
export function photoFolder(profileId: string): string {
  return `${PHOTO_PREFIX}${profileId}/`;
}

/** Key of one size of a photo, which is the path of its address as well. */
export function photoKey(profileId: string, photoId: string, size: PhotoSize): string {
  return `${photoFolder(profileId)}${photoId}/${size}.jpg`;
}

/** Every object of one photo. */
export function photoKeys(profileId: string, photoId: string): string[] {
  return PHOTO_SIZES.map((size) => photoKey(profileId, photoId, size));
}

/** What the key of a photo's object says; undefined for a key that no photo has. */
export function parsePhotoKey(
  key: string,
): { readonly profileId: string; readonly photoId: string } | undefined {
  const match = /^photos\/([^/]+)\/([^/]+)\/(?:96|256|1024)\.jpg$/.exec(key);
  return match?.[1] && match[2] ? { profileId: match[1], photoId: match[2] } : undefined;
}

/** Folder of one profile's direct uploads. */
export function quarantineFolder(profileId: string): string {
  return `${QUARANTINE_PREFIX}${profileId}/`;
}

/** Key of a direct upload until it is looked at. */
export function quarantineKey(profileId: string, uploadId: string): string {
  return `${quarantineFolder(profileId)}${uploadId}`;
}

/** What the key of a direct upload says; undefined for a key that none has. */
export function parseQuarantineKey(
  key: string,
): { readonly profileId: string; readonly uploadId: string } | undefined {
  const match = /^quarantine\/([^/]+)\/([^/]+)$/.exec(key);
  return match?.[1] && match[2] ? { profileId: match[1], uploadId: match[2] } : undefined;
}
