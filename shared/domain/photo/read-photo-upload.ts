import { type PhotoUpload, settledAt } from "../../model/photo/photo-upload.ts";
import { Problem } from "../../model/problem.ts";
import { findUpload } from "../../persistence/photo-upload-repository.ts";
import { findRoot } from "../../persistence/profile-repository.ts";

/**
 * What became of an upload. 2 reads at once.
 * @throws Problem `not_found` for an unknown one, another account's, an old one, and one of a profile that
 * is gone
 */
export async function readPhotoUpload(
  owner: string,
  profileId: string,
  id: string,
): Promise<PhotoUpload> {
  const [profile, upload] = await Promise.all([
    findRoot(owner, profileId),
    findUpload(owner, profileId, id),
  ]);
  const now = Date.now();
  if (!profile || !upload || upload.expiresAt * 1_000 <= now) {
    throw new Problem("not_found", "photo_upload_not_found", "Photo upload not found.");
  }
  return settledAt(upload, now);
}
