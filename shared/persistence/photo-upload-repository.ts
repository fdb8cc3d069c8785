import type { PhotoUpload } from "../model/photo/photo-upload.ts";
import { UPLOAD_SORT, uploadKey } from "./keys.ts";
import { insertUploadSteps, rejectUploadStep } from "./photo-upload-steps.ts";
import { getItem, type Item } from "./table.ts";
import { transact } from "./transaction.ts";

/** 1 consistent read. */
export async function findUpload(
  owner: string,
  profileId: string,
  id: string,
): Promise<PhotoUpload | undefined> {
  const item = await getItem(uploadKey(owner, profileId, id));
  return item && toUpload(owner, item);
}

/** A photo upload, from its item. */
export function toUpload(owner: string, { pk, sk, schemaVersion, ...fields }: Item): PhotoUpload {
  const [profileId, id] = String(sk).slice(UPLOAD_SORT.length).split("#");
  return { ...fields, id, owner, profileId } as unknown as PhotoUpload;
}

/**
 * 1 transaction. An upload that is there already under this id, of an earlier run of the same
 * request, is taken up again as long as it is pending.
 * @returns false when the profile is gone
 */
export async function insertUpload(upload: PhotoUpload): Promise<boolean> {
  const failures = await transact(insertUploadSteps(upload));
  return !failures.has("root");
}

/** Notes why an upload came to nothing, unless it was settled or removed meanwhile. */
export async function rejectUpload(upload: PhotoUpload, reason: string): Promise<void> {
  await transact([rejectUploadStep(upload, reason)]);
}
