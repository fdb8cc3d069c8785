import { parseQuarantineKey, photoFolder } from "../../model/photo/photo-key.ts";
import { type PhotoUpload, settledAt } from "../../model/photo/photo-upload.ts";
import { isConcurrentChange, Problem } from "../../model/problem.ts";
import type { LiveCard } from "../../model/profile/profile-card.ts";
import { findCard } from "../../persistence/card-repository.ts";
import { findUpload, rejectUpload } from "../../persistence/photo-upload-repository.ts";
import { normalisePhoto } from "../../photos/normalise-photo.ts";
import {
  emptyUpload,
  getUpload,
  putPhoto,
  removeObjects,
  removeObjectsUnder,
  removePhoto,
  removeVersion,
} from "../../photos/photo-store.ts";
import { commitChange } from "../profile/commit-change.ts";

const REPLACED = "A later request has changed the photo since.";

/**
 * Turns what was uploaded into the profile's photo, or rejects it. May be cut off and repeated at
 * any point, and run twice at once.
 * @param key of the object that has arrived
 * @param versionId its version, of which nothing is kept
 */
export async function processPhotoUpload(key: string, versionId?: string): Promise<void> {
  const place = parseQuarantineKey(key);
  if (!place) return emptyUpload(key, versionId);
  const { profileId, uploadId } = place;
  const card = await findLiveCard(profileId);
  if (!card) {
    // An earlier run may have stored the photo, and died before it could take it back.
    await removeObjectsUnder(photoFolder(profileId));
    // Nor does what that run put in the upload's place stay.
    await removeObjects([key]);
    if (versionId !== undefined) await removeVersion(key, versionId);
    return;
  }
  const upload = await findUpload(card.owner, profileId, uploadId);
  if (upload?.status === "pending") {
    const reason = await reasonAgainst(settledAt(upload, Date.now()), key);
    if (reason !== null) await takeBack(upload, reason);
  }
  await emptyUpload(key, versionId);
  // Deleted meanwhile, the profile may have been tidied before the key was written again.
  if (!(await findLiveCard(profileId))) await removeObjects([key]);
}

/** Undefined for a profile that is gone. */
async function findLiveCard(profileId: string): Promise<LiveCard | undefined> {
  const card = await findCard(profileId);
  return card?.state === "removed" ? undefined : card;
}

/** Null once the profile has the photo. */
async function reasonAgainst(upload: PhotoUpload, key: string): Promise<string | null> {
  if (upload.reason !== null) return upload.reason;
  // When it is gone, its profile is being removed: without a verdict, the event comes again.
  const bytes = await getUpload(key);
  try {
    return (await publish(upload, bytes)) ? null : REPLACED;
  } catch (error) {
    // Without a verdict, the event comes again.
    if (!(error instanceof Problem) || isConcurrentChange(error)) throw error;
    return error.issues?.[0]?.msg ?? error.message;
  }
}

/** False when a later request has changed the photo. */
async function publish(upload: PhotoUpload, bytes: Uint8Array): Promise<boolean> {
  const { id, owner, profileId, photoId, ifVersion } = upload;
  const { images, ...facts } = await normalisePhoto(bytes);
  await putPhoto(profileId, photoId, images);
  const isWanted = (version: number) => version === ifVersion;
  const profile = await commitChange(
    owner,
    profileId,
    {},
    {
      ifMatch: ifVersion === undefined ? undefined : isWanted,
      photo: { photo: { id: photoId, ...facts }, request: id },
      completes: upload,
    },
  );
  return profile.photo?.id === photoId;
}

/** Another run may have published it; once it is rejected, none can any more. */
async function takeBack(upload: PhotoUpload, reason: string): Promise<void> {
  const { profileId, photoId } = upload;
  await rejectUpload(upload, reason);
  const card = await findCard(profileId);
  if (card?.photo?.id !== photoId) await removePhoto(profileId, photoId);
}
