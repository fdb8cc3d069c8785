import type { PhotoUpload } from "../model/photo/photo-upload.ts";
import { UPLOAD_SORT, uploadKey } from "./keys.ts";
import { closeUpdate, insertUploadSteps, rejectUploadSteps } from "./photo-upload-steps.ts";
import { getItem, type Item, updateItem } from "./table.ts";
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

/** What stands against a new upload. */
export type UploadRefusal =
  | { readonly fault: "root" | "allowance" }
  /** With the account's uploads that are open. */
  | { readonly fault: "open"; readonly ids: readonly string[] };

/**
 * 1 transaction. An upload that is there already under this id, of an earlier run of the same
 * request, is taken up again as long as it is pending.
 * @param day UTC, whose uploads it counts against
 * @returns what stands against it, a profile that is gone first
 */
export async function insertUpload(
  upload: PhotoUpload,
  day: string,
): Promise<UploadRefusal | undefined> {
  const failures = await transact(insertUploadSteps(upload, day));
  for (const fault of ["root", "allowance"] as const) if (failures.has(fault)) return { fault };
  if (!failures.has("open")) return undefined;
  const ids = failures.get("open")?.open as ReadonlySet<string> | undefined;
  return { fault: "open", ids: [...(ids ?? [])] };
}

/** Gives the places of uploads back that were never settled. 1 write. */
export async function closeUploads(upload: PhotoUpload, ids: readonly string[]): Promise<void> {
  await updateItem(closeUpdate(upload, ids));
}

/** Notes why an upload came to nothing, unless it was settled or removed meanwhile. */
export async function rejectUpload(upload: PhotoUpload, reason: string): Promise<void> {
  await transact(rejectUploadSteps(upload, reason));
}
