import { ObjectError } from "./object-error.ts";
import type { Bucket } from "./operation.ts";
import type { ObjectMetadata } from "./stored-file.ts";

/** The version of what was written before the bucket kept versions. */
const NULL_VERSION = "null";

/** As answers and lists name a version. */
export function versionName({ versionId }: ObjectMetadata): string {
  return versionId ?? NULL_VERSION;
}

/** What an answer says of the version that it is about; nothing in a bucket without versions. */
export function versionHeaders(bucket: Bucket, metadata: ObjectMetadata): Record<string, string> {
  if (!bucket.storage.hasVersions) return {};
  return { "x-amz-version-id": versionName(metadata) };
}

/** The same of a delete marker. */
export function markerHeaders(bucket: Bucket, marker: ObjectMetadata): Record<string, string> {
  return { ...versionHeaders(bucket, marker), "x-amz-delete-marker": "true" };
}

/** Throws InvalidArgument for what can name no version. */
export function requireVersionName(versionId: string): void {
  if (versionId === NULL_VERSION || /^[0-9A-Za-z._-]{32}$/.test(versionId)) return;
  throw new ObjectError("InvalidArgument", "Invalid version id specified");
}

/** A version by its name. Throws InvalidArgument or NoSuchVersion when there is none. */
export function requireVersion(bucket: Bucket, key: string, versionId: string): ObjectMetadata {
  requireVersionName(versionId);
  const version = bucket.storage.findVersion(key, versionId);
  if (version !== undefined) return version;
  throw new ObjectError("NoSuchVersion", "The specified version does not exist.");
}
