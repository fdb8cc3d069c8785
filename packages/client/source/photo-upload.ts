import { readAnswer } from "./answer.ts";
import { ApiError } from "./api-error.ts";
import type { PhotoFile, PhotoOptions, ProfileRef } from "./call-options.ts";
import type { Resources } from "./generated/resources.ts";
import type { NewPhotoUpload, Profile } from "./generated/types.ts";
import { PhotoError } from "./photo-error.ts";
import { newUploadRequest, putWithProgress } from "./put-with-progress.ts";
import { withRetries } from "./retry.ts";
import type { Transport } from "./transport.ts";

/** The largest photo there may be, in bytes. */
export const MOST_PHOTO_BYTES = 5_242_880;

const FIRST_LOOK_MS = 250;
const LONGEST_LOOK_MS = 3_000;

/** What an upload needs: the operations it is made of, and the way to the store. */
export interface UploadTools {
  readonly resources: Resources;
  readonly transport: Transport;
}

/**
 * Sends a photo straight into the store, and waits until it is the profile's: a few seconds. The API
 * gives an upload up after 25 minutes at the latest; a signal ends the waiting sooner.
 * @returns the profile with its photo
 * @throws PhotoError when it is rejected, ApiError, and whatever `fetch` throws
 */
export async function uploadPhoto(
  { resources, transport }: UploadTools,
  profile: ProfileRef,
  photo: PhotoFile,
  options: PhotoOptions = {},
): Promise<Profile> {
  const blob = photoBlob(photo);
  const { signal, onResponse } = options;
  const facts = { contentType: await contentType(blob), contentLength: blob.size };
  const upload = await resources.photos.createPhotoUpload(profile, facts, options);
  await put(transport, upload, blob, options);
  const { clock } = transport.rules;
  const looking = { signal, onResponse };
  const id = typeof profile === "object" ? profile.id : profile;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LONGEST_LOOK_MS, wait * 1.5)) {
    const { status, reason } = await resources.photos.getPhotoUpload(id, upload.id, looking);
    if (status === "rejected") throw new PhotoError(reason ?? "The photo was rejected.", reason);
    // One's own profile: else there would be no upload.
    if (status === "ready") return (await resources.profiles.getProfile(id, looking)) as Profile;
    await clock.sleep(wait, signal);
  }
}

/** @throws RangeError for a photo that is too large, before anything is sent */
export function photoBlob(photo: PhotoFile): Blob {
  const blob = photo instanceof Blob ? photo : new Blob([photo as ArrayBuffer]);
  if (blob.size <= MOST_PHOTO_BYTES) return blob;
  throw new RangeError(`A photo may have ${MOST_PHOTO_BYTES} bytes; this one has ${blob.size}.`);
}

/** By its first byte: names and declared types are often wrong. */
async function contentType(blob: Blob): Promise<"image/jpeg" | "image/png"> {
  const [first] = new Uint8Array(await blob.slice(0, 1).arrayBuffer());
  return first === 0x89 ? "image/png" : "image/jpeg";
}

/** Sends the file. The store takes it once, so that sending it again does no harm. */
async function put(
  { fetch, rules }: Transport,
  upload: NewPhotoUpload,
  blob: Blob,
  { signal, onProgress }: PhotoOptions,
): Promise<void> {
  const { method, url, headers } = upload;
  const total = blob.size;
  onProgress?.({ sent: 0, total });
  const answer = await withRetries(rules, { isRepeatable: true, signal }, () => {
    const request = onProgress && newUploadRequest();
    if (request) return putWithProgress(request, upload, blob, onProgress, signal);
    return readAnswer(fetch(url, { method, headers, body: blob, ...(signal && { signal }) }));
  });
  // 412: it has arrived before, and only the answer was lost.
  if (!answer.ok && answer.status !== 412) throw new ApiError(answer, "upload_refused");
  onProgress?.({ sent: total, total });
}
