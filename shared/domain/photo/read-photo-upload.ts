import { quarantineKey } from "../../model/photo/photo-key.ts";
import { type PhotoUpload, settledAt } from "../../model/photo/photo-upload.ts";
import { Problem } from "../../model/problem.ts";
import { findUpload } from "../../persistence/photo-upload-repository.ts";
import { findRoot } from "../../persistence/profile-repository.ts";

/** An upload as its owner sees it. */
export interface ReadUpload extends PhotoUpload {
  /** Whether the photo has arrived and waits for its turn. */
  readonly waiting: boolean;
}

/**
 * What became of an upload. 2 reads at once; while it is pending also 1 list of the bucket.
 * @throws Problem `not_found` for an unknown one, another account's, an old one, and one of a profile that
 * is gone
 */
export async function readPhotoUpload(
  owner: string,
  profileId: string,
  id: string,
): Promise<ReadUpload> {
  const [profile, upload] = await Promise.all([
    findRoot(owner, profileId),
    findUpload(owner, profileId, id),
  ]);
  const now = Date.now();
  if (!profile || !upload || upload.expiresAt * 1_000 <= now) {
    throw new Problem("not_found", "photo_upload_not_found", "Photo upload not found.");
  }
  const read = settledAt(upload, now);
  return { ...read, waiting: read.status === "pending" && (await isWaiting(profileId, id)) };
}

/** Loaded for an upload that is under way: it brings another client of the SDK along. */
async function isWaiting(profileId: string, id: string): Promise<boolean> {
  const { hasArrived } = await import("../../photos/photo-store.ts");
  return hasArrived(quarantineKey(profileId, id));
}
