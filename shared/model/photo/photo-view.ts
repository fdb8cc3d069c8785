import type { Photo } from "./photo.ts";
import { photoKey } from "./photo-key.ts";
import { PHOTO_SIZES, type PhotoSize } from "./photo-sizes.ts";

/**
 * Addresses of a profile's photo, and what a page needs to lay it out before it is there.
 * @param photoBaseUrl without a trailing slash
 * @returns `photoUrl` is the largest size; `""`, and a `photo` of null, without one
 */
export function photoView(profileId: string, photo: Photo | null, photoBaseUrl: string) {
  if (!photo) return { photoUrl: "", photo: null };
  const { id, width, height, color } = photo;
  const sizes = Object.fromEntries(
    PHOTO_SIZES.map((size) => [size, `${photoBaseUrl}/${photoKey(profileId, id, size)}`]),
  ) as Record<PhotoSize, string>;
  const photoUrl = sizes[1024];
  return { photoUrl, photo: { url: photoUrl, sizes, width, height, color } };
}
