import { v7 as uuid } from "uuid";
import { DAY_MS, expiryOf } from "../../model/expiry.ts";
import {
  MOST_OPEN_UPLOADS,
  OPEN_RETRY_SECONDS,
  overdueUploads,
  UPLOAD_OPEN_MS,
  UPLOAD_URL_MS,
} from "../../model/photo/open-uploads.ts";
import { newPhotoId, quarantineKey } from "../../model/photo/photo-key.ts";
import type { PhotoUpload } from "../../model/photo/photo-upload.ts";
import type { PhotoUploadInput } from "../../model/photo/photo-upload-schema.ts";
import { Problem, profileNotFound } from "../../model/problem.ts";
import { endOfDay, utcDay } from "../../model/utc-day.ts";
import { requireVersion, type VersionCondition } from "../../model/version-condition.ts";
import { closeUploads, insertUpload } from "../../persistence/photo-upload-repository.ts";
import { findRoot } from "../../persistence/profile-repository.ts";
import { type SignedUpload, signUpload } from "../../photos/sign-upload.ts";
import { uploadsOfDaySpent } from "./upload-allowance.ts";

/** How long the outcome can be asked for. */
const KEPT_MS = DAY_MS;

/** On what condition, and under which id, an upload begins. */
export interface RequestOptions {
  readonly ifMatch: VersionCondition;
  /** Id to use, the same when the request is carried out again; a new one when left out. */
  readonly newId?: string | undefined;
}

/**
 * Lets the caller put a photo of up to 5 MB straight into the store. 1 read, then 1 transaction of 4;
 * where the account has uploads that are over and were never settled, 1 write and 1 transaction more.
 * What is refused for another reason does not count as an upload.
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
  const now = Date.now();
  const upload: PhotoUpload = {
    ...{ id, owner, profileId, status: "pending", reason: null, photoId: newPhotoId() },
    ifVersion: ifMatch && profile.version,
    deadline: new Date(now + UPLOAD_OPEN_MS).toISOString(),
    expiresAt: expiryOf(now, KEPT_MS),
  };
  await open(upload, now);
  const key = quarantineKey(profileId, id);
  const terms = { key, contentType, contentLength, now, ttlMs: UPLOAD_URL_MS };
  return { id, ...(await signUpload(terms)) };
}

/** Counts the upload as one of the account's. @throws Problem `not_found`, `limited` */
async function open(upload: PhotoUpload, now: number): Promise<void> {
  const day = utcDay(new Date(now));
  let refusal = await insertUpload(upload, day);
  if (refusal?.fault === "open") {
    const overdue = overdueUploads(refusal.ids, now);
    if (overdue.length > 0) {
      await closeUploads(upload, overdue);
      refusal = await insertUpload(upload, day);
    }
  }
  if (refusal?.fault === "root") throw profileNotFound();
  if (refusal?.fault === "allowance") throw uploadsOfDaySpent(endOfDay(day));
  if (refusal) throw tooManyOpen(now);
}

function tooManyOpen(now: number): Problem {
  const detail = `The account has ${MOST_OPEN_UPLOADS} direct uploads that are not settled, which is the most at a time. Send the photos that were asked for, or wait.`;
  const retryAt = Math.ceil(now / 1_000) + OPEN_RETRY_SECONDS;
  return new Problem("limited", "too_many_open_uploads", detail, { retryAt });
}
