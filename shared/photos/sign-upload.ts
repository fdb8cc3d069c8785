import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { settings } from "../settings.ts";

/** By default the SDK would sign the checksum of the body it has, which is none. */
const s3 = new S3Client({ requestChecksumCalculation: "WHEN_REQUIRED" });

/** What an address is to be good for. */
export interface UploadTerms {
  readonly key: string;
  readonly contentType: string;
  /** Bytes, exactly. */
  readonly contentLength: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly ttlMs: number;
}

/** A request that S3 takes once, just as it is, from anyone who knows it. */
export interface SignedUpload {
  readonly method: "PUT";
  readonly url: string;
  /** Every header the caller must set; its HTTP client sets the length by itself. */
  readonly headers: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * Signs an upload so that S3 itself refuses another length, type or key, a late one, and a second
 * one. No call is made.
 */
export async function signUpload(terms: UploadTerms): Promise<SignedUpload> {
  const { key, contentType, contentLength, now, ttlMs } = terms;
  const command = new PutObjectCommand({
    Bucket: settings.photoBucket,
    Key: key,
    ContentType: contentType,
    ContentLength: contentLength,
    IfNoneMatch: "*",
  });
  const url = await getSignedUrl(s3, command, {
    expiresIn: ttlMs / 1_000,
    signingDate: new Date(now),
    // The length is signed by itself, the others only when they are named …
    signableHeaders: new Set(["host", "content-type", "content-length", "if-none-match"]),
    // … and kept out of the query, where S3 would not compare them with the request.
    unhoistableHeaders: new Set(["if-none-match"]),
  });
  return {
    method: "PUT",
    url,
    headers: { "Content-Type": contentType, "If-None-Match": "*" },
    expiresAt: new Date(now + ttlMs).toISOString(),
  };
}
