import { validateHeaderValue } from "node:http";
import { notImplemented, ObjectError } from "./object-error.ts";
import type { ObjectHeaders } from "./stored-file.ts";

/** Headers that an upload sets for its readers, and that a reader may replace for one answer. */
export const SYSTEM_HEADERS: readonly string[] = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];
const METADATA_PREFIX = "x-amz-meta-";
/** S3's limit for user-defined metadata, in bytes of names and values. */
const METADATA_LIMIT = 2048;

/** Request headers whose effect the store does not have; silence about them would mislead. */
const UNSUPPORTED =
  /^x-amz-(tagging|grant-|object-lock-|website-redirect-location|server-side-encryption-|write-offset-bytes)/;

/** The headers of an upload that stay with the object. Throws an {@link ObjectError} for others. */
export function keptHeaders(headers: ReadonlyMap<string, string>): ObjectHeaders {
  refuseUnsupported(headers);
  const kept: Record<string, string> = {};
  let metadataBytes = 0;
  for (const [name, value] of headers) {
    const isMetadata = name.startsWith(METADATA_PREFIX);
    if (!isMetadata && !SYSTEM_HEADERS.includes(name)) continue;
    requireHeaderText(name, value);
    if (isMetadata) {
      metadataBytes += name.length - METADATA_PREFIX.length + Buffer.byteLength(value);
    }
    // The framing of the upload is no property of the object.
    const text = name === "content-encoding" ? withoutAwsChunked(value) : value;
    if (text !== "" || isMetadata) kept[name] = text;
  }
  if (metadataBytes > METADATA_LIMIT) {
    throw new ObjectError(
      "MetadataTooLarge",
      "Your metadata headers exceed the maximum allowed metadata size",
    );
  }
  return kept;
}

function refuseUnsupported(headers: ReadonlyMap<string, string>): void {
  const unsupported = [...headers.keys()].find((name) => UNSUPPORTED.test(name));
  if (unsupported !== undefined) throw notImplemented(`the header ${unsupported}`);
  const encryption = headers.get("x-amz-server-side-encryption") ?? "AES256";
  if (encryption !== "AES256") throw notImplemented("encryption other than AES256");
  const acl = headers.get("x-amz-acl") ?? "bucket-owner-full-control";
  if (acl !== "bucket-owner-full-control") {
    throw new ObjectError("AccessControlListNotSupported", "The bucket does not allow ACLs");
  }
}

/** Throws InvalidArgument for text that no header can carry; a URL can. */
export function requireHeaderText(name: string, value: string): void {
  try {
    validateHeaderValue(name, value);
  } catch {
    throw new ObjectError("InvalidArgument", `The value of ${name} cannot stand in a header.`);
  }
}

function withoutAwsChunked(contentEncoding: string): string {
  return contentEncoding
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "aws-chunked")
    .join(", ");
}
