import { encodedKey, isEncoded, listingContext } from "./listing-request.ts";
import { accessDenied, notImplemented, ObjectError } from "./object-error.ts";
import { requireVersionName, versionName } from "./object-version.ts";
import type { OperationCall } from "./operation.ts";
import { sendXml } from "./operation.ts";
import type { ObjectMetadata } from "./stored-file.ts";
import { element, type Xml, xmlDocument } from "./xml.ts";

const MAX_KEYS = 1000;

/** What a ListObjectVersions request asks for. */
interface VersionQuery {
  readonly prefix: string;
  readonly maxKeys: number;
  /** Only what comes after this key, and after this version of it; `""` for all. */
  readonly keyMarker: string;
  readonly versionMarker: string;
  readonly encode: (text: string) => string;
  readonly isEncoded: boolean;
}

/** One page of all versions, by key and then the newest first. */
interface VersionPage {
  readonly versions: readonly ObjectMetadata[];
  readonly isTruncated: boolean;
}

/** ListObjectVersions. Its context tells the role's conditions the prefix that was asked for. */
export async function listVersions(call: OperationCall): Promise<void> {
  const { query } = call.request;
  const single = (name: string) => query[name]?.[0];
  if (!call.may("s3:ListBucketVersions", call.bucket.arn, listingContext(single)))
    throw accessDenied();
  if (single("delimiter")) throw notImplemented("a delimiter in a list of versions");
  sendXml(call.response, 200, render(call, parseVersionQuery(single)));
}

function parseVersionQuery(single: (name: string) => string | undefined): VersionQuery {
  const maxKeys = single("max-keys") ?? String(MAX_KEYS);
  if (!/^\d{1,9}$/.test(maxKeys)) {
    throw new ObjectError("InvalidArgument", "Argument max-keys must be an integer from 0.");
  }
  const encodes = isEncoded(single);
  const [keyMarker, versionMarker] = [
    single("key-marker") ?? "",
    single("version-id-marker") ?? "",
  ];
  if (versionMarker !== "" && keyMarker === "") {
    throw new ObjectError(
      "InvalidArgument",
      "A version-id marker cannot be specified without a key marker.",
    );
  }
  if (versionMarker !== "") requireVersionName(versionMarker);
  return {
    prefix: single("prefix") ?? "",
    maxKeys: Math.min(Number(maxKeys), MAX_KEYS),
    ...{ keyMarker, versionMarker, isEncoded: encodes },
    encode: encodes ? encodedKey : (text) => text,
  };
}

function pageOf({ bucket: { storage } }: OperationCall, query: VersionQuery): VersionPage {
  const versions: ObjectMetadata[] = [];
  const marker = Buffer.from(query.keyMarker);
  for (const key of storage.keysOfVersions()) {
    if (!key.startsWith(query.prefix)) continue;
    const order = Buffer.compare(Buffer.from(key), marker);
    const isMarked = order === 0 && query.versionMarker !== "";
    if (query.keyMarker !== "" && order <= 0 && !isMarked) continue;
    const all = storage.versionsOf(key);
    versions.push(...(isMarked ? olderThan(query.versionMarker, all) : all));
    if (versions.length > query.maxKeys) {
      return { versions: versions.slice(0, query.maxKeys), isTruncated: true };
    }
  }
  return { versions, isTruncated: false };
}

/** The version that a page ended with may be gone by now: their names are in their order. */
function olderThan(marker: string, all: readonly ObjectMetadata[]): readonly ObjectMetadata[] {
  const name = marker === "null" ? "" : marker;
  return all.filter(({ versionId = "" }) => versionId < name);
}

function render(call: OperationCall, query: VersionQuery): string {
  const { versions, isTruncated } = pageOf(call, query);
  const { encode } = query;
  const last = versions.at(-1);
  return xmlDocument(
    element("ListVersionsResult", [
      element("Name", call.bucket.name),
      element("Prefix", encode(query.prefix)),
      element("KeyMarker", encode(query.keyMarker)),
      element("VersionIdMarker", query.versionMarker),
      ...(isTruncated && last
        ? [
            element("NextKeyMarker", encode(last.key)),
            element("NextVersionIdMarker", versionName(last)),
          ]
        : []),
      element("MaxKeys", String(query.maxKeys)),
      ...(query.isEncoded ? [element("EncodingType", "url")] : []),
      element("IsTruncated", String(isTruncated)),
      ...versions.map((version) => versionElement(call, version, encode)),
    ]),
  );
}

function versionElement(
  call: OperationCall,
  version: ObjectMetadata,
  encode: VersionQuery["encode"],
): Xml {
  const [newest] = call.bucket.storage.versionsOf(version.key);
  const facts = [
    element("Key", encode(version.key)),
    element("VersionId", versionName(version)),
    element("IsLatest", String(version === newest)),
    element("LastModified", version.lastModified),
  ];
  if (version.isDeleteMarker) return element("DeleteMarker", facts);
  return element("Version", [
    ...facts,
    element("ETag", version.eTag),
    element("Size", String(version.size)),
    element("StorageClass", "STANDARD"),
  ]);
}
