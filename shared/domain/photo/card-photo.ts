import { type VcardProfile, vcardPhotoSize } from "../../model/profile/vcard.ts";

/**
 * The image of a profile's photo that stands in its vCard. Without a photo nothing is read, else 1
 * object of the bucket.
 * @returns undefined without a photo, and when it is gone
 */
export async function cardPhoto(profile: VcardProfile): Promise<Uint8Array | undefined> {
  const { id, photo } = profile;
  if (!photo) return undefined;
  // Loaded only when a photo is there: S3 weighs more than all the rest.
  const { getPhoto } = await import("../../photos/photo-store.ts");
  return getPhoto(id, photo.id, vcardPhotoSize(profile));
}
