import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { photoKey, photoKeys } from "../model/photo/photo-key.ts";
import { PHOTO_SIZES, type PhotoSize } from "../model/photo/photo-sizes.ts";
import { endingAtDeadline } from "../request-deadline.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";

/**
 * The key never comes again, so that a browser may keep the photo for a year. The shared cache asks
 * again every hour, or a deleted photo would stay readable there.
 */
const CACHE_CONTROL = "public, max-age=31536000, s-maxage=3600, immutable";

/** The client has 50 connections; who waits for one longer than its time-out fails. */
const AT_ONCE = 25;

/** Who may not list the whole bucket is told the second of what is not there. */
const GONE = ["NoSuchKey", "AccessDenied"];

const s3 = endingAtDeadline(new S3Client(clientOptions(CALL_LIMITS.photos)));
const Bucket = settings.photoBucket;

/** Stores every size of a photo. Storing it again changes nothing. */
export async function putPhoto(
  profileId: string,
  photoId: string,
  images: Readonly<Record<PhotoSize, Uint8Array>>,
): Promise<void> {
  await completeAll(
    PHOTO_SIZES.map((size) =>
      s3.send(
        new PutObjectCommand({
          Bucket,
          Key: photoKey(profileId, photoId, size),
          Body: images[size],
          ContentType: "image/jpeg",
          CacheControl: CACHE_CONTROL,
        }),
      ),
    ),
  );
}

/**
 * One size of a photo. 1 read of the bucket.
 * @returns undefined when it is gone
 */
export async function getPhoto(
  profileId: string,
  photoId: string,
  size: PhotoSize,
): Promise<Uint8Array | undefined> {
  try {
    const Key = photoKey(profileId, photoId, size);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof Error && GONE.includes(error.name)) return undefined;
    throw error;
  }
}

/** Removes every size of a photo. */
export function removePhoto(profileId: string, photoId: string): Promise<void> {
  return removeObjects(photoKeys(profileId, photoId));
}

/**
 * Takes objects away; for a week the bucket keeps them as versions, which nothing public reads.
 * Removing what is not there succeeds, so that it can be repeated.
 */
export async function removeObjects(keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const some = keys.slice(from, from + AT_ONCE);
    await completeAll(some.map((Key) => s3.send(new DeleteObjectCommand({ Bucket, Key }))));
  }
}

/**
 * Waits for every request, also when one fails: what was still under way could otherwise be carried
 * out after the answer, and undo what was done in the meantime.
 */
async function completeAll(requests: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(requests);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

/** Removes every object below a prefix. */
export async function removeObjectsUnder(prefix: string): Promise<void> {
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken: token, MaxKeys: 100 }),
    );
    await removeObjects((page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    token = page.NextContinuationToken;
  } while (token);
}

/** One version of an object, or a delete marker. */
interface Version {
  readonly Key: string;
  readonly VersionId: string;
  /** Whether it is what readers of the key meet. */
  readonly isLatest: boolean;
}

/**
 * Removes every object below a prefix for good, with every version and delete marker: nothing can
 * bring it back. May be stopped anywhere and run again. 1 list for each 1,000 versions, and 1 free
 * request a version. Needs `ListBucketVersions` and `DeleteObjectVersion`.
 */
export async function removeAllVersionsUnder(prefix: string): Promise<void> {
  const versions = await versionsUnder(prefix);
  // What readers meet goes last: else an older version, or what a marker hides, would come up again.
  for (const isLatest of [false, true]) {
    await removeVersions(versions.filter((version) => version.isLatest === isLatest));
  }
}

async function versionsUnder(prefix: string): Promise<Version[]> {
  const found: Version[] = [];
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  do {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: prefix, ...markers }),
    );
    for (const { Key, VersionId, IsLatest } of [
      ...(page.Versions ?? []),
      ...(page.DeleteMarkers ?? []),
    ]) {
      if (Key && VersionId) found.push({ Key, VersionId, isLatest: IsLatest === true });
    }
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  } while (markers.KeyMarker);
  return found;
}

async function removeVersions(versions: readonly Version[]): Promise<void> {
  for (let from = 0; from < versions.length; from += AT_ONCE) {
    const some = versions.slice(from, from + AT_ONCE);
    await completeAll(
      some.map(({ Key, VersionId }) =>
        s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId })),
      ),
    );
  }
}

/**
 * A direct upload as it arrived.
 * @throws AccessDenied when it is gone: only who may list the whole bucket is told more
 */
export async function getUpload(key: string): Promise<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  if (!Body) throw new Error("The upload came without a body.");
  return Body.transformToByteArray();
}

/** Whether a direct upload has arrived, and is not worked on to the end yet. 1 list of the bucket. */
export async function hasArrived(key: string): Promise<boolean> {
  const list = new ListObjectsV2Command({ Bucket, Prefix: key, MaxKeys: 1 });
  const { Contents = [] } = await s3.send(list);
  return Contents.some(({ Key, Size = 0 }) => Key === key && Size > 0);
}

/**
 * Takes an upload's content away, for good where its version is known. Its key stays taken until the sweep, long after the address that
 * was signed for it has run out: else whoever knows that address could use it over and over.
 */
export async function emptyUpload(key: string, versionId?: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: new Uint8Array() }));
  if (versionId !== undefined) await removeVersion(key, versionId);
}

/** Says of an object that it is deleted; removed, it brings the object back. */
export interface DeleteMarker {
  readonly key: string;
  readonly versionId: string;
}

/** Where a list of versions goes on: after a key, or after a version of it. */
export interface VersionPosition {
  readonly key: string;
  readonly version?: string | undefined;
}

/** The delete markers among a page of at most 1,000 versions below a prefix, in order of their keys. */
export async function listDeleteMarkers(prefix: string, { key, version }: VersionPosition) {
  const page = await s3.send(
    new ListObjectVersionsCommand({
      ...{ Bucket, Prefix: prefix, KeyMarker: key },
      VersionIdMarker: version,
    }),
  );
  const { Versions = [], DeleteMarkers = [], NextKeyMarker, NextVersionIdMarker } = page;
  const markers: DeleteMarker[] = DeleteMarkers.flatMap(({ Key, VersionId }) =>
    Key && VersionId ? [{ key: Key, versionId: VersionId }] : [],
  );
  const next = NextKeyMarker ? { key: NextKeyMarker, version: NextVersionIdMarker } : undefined;
  return { markers, next, versions: Versions.length + DeleteMarkers.length };
}

/** Removes one version of an object for good. */
export async function removeVersion(key: string, versionId: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: versionId }));
}

/** An object as a list of the bucket tells it. */
export interface ListedObject {
  readonly key: string;
  readonly modifiedAt: Date;
}

/** A page of at most 1,000 objects below a prefix in order of their keys, from after a key on. */
export async function listObjects(
  prefix: string,
  after: string | undefined,
): Promise<{ readonly objects: readonly ListedObject[]; readonly isLast: boolean }> {
  const page = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: prefix, StartAfter: after }),
  );
  const objects = (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
    Key && LastModified ? [{ key: Key, modifiedAt: LastModified }] : [],
  );
  return { objects, isLast: !page.IsTruncated };
}
