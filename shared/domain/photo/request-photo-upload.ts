import { v7 as uuid } from "uuid";
import { DAY_MS, expiryOf } from "../../model/expiry.ts";
import { newPhotoId, quarantineKey } from "../../model/photo/photo-key.ts";
import type { PhotoUpload } from "../../model/photo/photo-upload.ts";
import type { PhotoUploadInput } from "../../model/photo/photo-upload-schema.ts";
import { profileNotFound } from "../../model/problem.ts";
import { requireVersion, type VersionCondition } from "../../model/version-condition.ts";
import { insertUpload } from "../../persistence/photo-upload-repository.ts";
import { findRoot } from "../../persistence/profile-repository.ts";
import { type SignedUpload, signUpload } from "../../photos/sign-upload.ts";
import { spendPhoto } from "./upload-allowance.ts";

const MINUTE_MS = 60_000;
/** How long the address takes the photo. Short, for it needs no other credential. */
const URL_MS = 10 * MINUTE_MS;
/** How long after that the photo may still be worked on, retries and all. */
const GRACE_MS = 15 * MINUTE_MS;
/** How long the outcome can be asked for. */
const KEPT_MS = DAY_MS;

/** On what condition, and under which id, an upload begins. */
export interface RequestOptions {
  readonly ifMatch: VersionCondition;
  /** Id to use, the same when the request is carried out again; a new one when left out. */
  readonly newId?: string | undefined;
}

/**
 * Lets the caller put a photo of up to 5 MB straight into the store. 1 read, 1 write, then 1
 * transaction of 2. What is refused for another reason does not count as an upload.
 * @throws Problem `not_found`, `outdated`, `limited`
 */
export async function requestPhotoUpload(
  owner: string,
  profileId: string,
  { contentType, contentLength }: PhotoUploadInput,
  { ifMatch, newId: id = uuid() }: RequestOptions,
): Promise<SignedUpload & { readonly id: string }> {
  const profile = await findRoot(owner, profileId);
  if (!profile) throw profileNotFound();
  requireVersion(ifMatch, profile.version);
  await spendPhoto(owner);
  const now = Date.now();
  const upload: PhotoUpload = {
    ...{ id, owner, profileId, status: "pending", reason: null, photoId: newPhotoId() },
    ifVersion: ifMatch && profile.version,
    deadline: new Date(now + URL_MS + GRACE_MS).toISOString(),
    expiresAt: expiryOf(now, KEPT_MS),
  };
  if (!(await insertUpload(upload))) throw profileNotFound();
  const key = quarantineKey(profileId, id);
  return { id, ...(await signUpload({ key, contentType, contentLength, now, ttlMs: URL_MS })) };
}
