import { v7 as uuid } from "uuid";
import { log } from "../log.ts";
import type { Photo, PhotoChange } from "../model/photo/photo.ts";
import { newPhotoId } from "../model/photo/photo-key.ts";
import { Problem } from "../model/problem.ts";

/**
 * Normalises and stores a photo that came with a request, then runs the write that makes a profile
 * point at it. When it was not stored whole, or that write surely failed, its objects are removed
 * again; when the outcome of the write is unknown they stay, for a profile may point at them.
 * @param write is given undefined when there is no photo
 */
export async function withStoredPhoto<T extends { readonly photo: Photo | null }>(
  profileId: string,
  bytes: Uint8Array | undefined,
  write: (change: PhotoChange | undefined) => Promise<T>,
): Promise<T> {
  if (!bytes) return write(undefined);
  const request = uuid();
  // Loaded only when a photo is there: S3 and sharp weigh more than all the rest.
  const { normalisePhoto } = await import("./normalise-photo.ts");
  const { putPhoto, removePhoto } = await import("./photo-store.ts");
  const { images, ...facts } = await normalisePhoto(bytes);
  const photo = { id: newPhotoId(), ...facts };
  const remove = () =>
    removePhoto(profileId, photo.id).catch(() =>
      log("error", "photo left behind", { profileId, photoId: photo.id }),
    );
  try {
    await putPhoto(profileId, photo.id, images);
  } catch (error) {
    await remove();
    throw error;
  }
  try {
    const result = await write({ photo, request });
    // A later request's photo won, or an earlier run of this one has done the work.
    if (result.photo?.id !== photo.id) await remove();
    return result;
  } catch (error) {
    if (error instanceof Problem) await remove();
    throw error;
  }
}
