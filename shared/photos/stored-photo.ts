import { Problem } from "../domain/errors.ts";
import { log } from "../log.ts";
import { newPhotoKey } from "./photo-key.ts";

/**
 * Normalises and stores a photo, then runs the write that makes a profile point at it. When that
 * write surely failed, the object is removed again; when its outcome is unknown the object stays,
 * for a profile may point at it.
 * @param write is given the object key, or `""` when there is no photo
 */
export async function withStoredPhoto<T extends { readonly photoKey: string }>(
  profileId: string,
  photo: Uint8Array | undefined,
  write: (photoKey: string) => Promise<T>,
): Promise<T> {
  if (!photo) return write("");
  // Loaded only when a photo is there: they are the heaviest part of the bundle.
  const { normalisePhoto } = await import("./normalise-photo.ts");
  const { putPhoto, removePhotos } = await import("./photo-store.ts");
  const { images } = await normalisePhoto(photo);
  const key = newPhotoKey(profileId);
  await putPhoto(key, images[1_024]);
  const remove = () => removePhotos([key]).catch(() => log("error", "photo left behind", { key }));
  try {
    const result = await write(key);
    // An earlier run of the same request has done the work, with a photo of its own.
    if (result.photoKey !== key) await remove();
    return result;
  } catch (error) {
    if (error instanceof Problem) await remove();
    throw error;
  }
}
