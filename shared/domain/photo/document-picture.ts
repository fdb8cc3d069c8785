import { PHOTO_SIZES } from "../../model/photo/photo-sizes.ts";
import type { Profile } from "../../model/profile/profile.ts";

/** Most bytes of a picture in a document: as base64 they leave most of an answer's 6 MB free. */
export const MAX_PICTURE_BYTES = 1_048_576;

/**
 * The largest image of a profile's photo that a document takes. Without a photo nothing is read, else
 * 1 object of the bucket, and more where the largest is too large.
 * @returns undefined without a photo, and when it is gone
 */
export async function documentPicture({
  id,
  photo,
}: Pick<Profile, "id" | "photo">): Promise<Uint8Array | undefined> {
  if (!photo) return undefined;
  // Loaded only when a photo is there: S3 weighs more than all the rest.
  const { getPhoto } = await import("../../photos/photo-store.ts");
  for (const size of PHOTO_SIZES.toReversed()) {
    const image = await getPhoto(id, photo.id, size);
    if (!image || image.length <= MAX_PICTURE_BYTES) return image;
  }
  return undefined;
}
