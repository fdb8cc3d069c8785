import { STREAMING_UNSIGNED } from "./authenticate.ts";
import type { ChecksumAlgorithm } from "./checksums.ts";
import { CHECKSUM_BYTES, isChecksumAlgorithm } from "./checksums.ts";
import { notImplemented, ObjectError } from "./object-error.ts";
import type { ObjectRequest } from "./object-request.ts";

const PREFIX = "x-amz-checksum-";
/** Headers of the same prefix that name no checksum. */
const NOT_A_CHECKSUM = new Set(["x-amz-checksum-mode", "x-amz-checksum-type"]);

/** All that a request says of its body, before the first byte is read. */
export interface BodyExpectation {
  /** Bytes of the object, without the framing of `aws-chunked`. */
  readonly length: number;
  readonly awsChunked: boolean;
  /** Hex, when the signature covers the body. */
  readonly sha256: string | undefined;
  /** Base64, from Content-MD5. */
  readonly md5: string | undefined;
  readonly checksum: ExpectedChecksum | undefined;
}

/** The checksum that a client says its body has. */
export interface ExpectedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; undefined when it comes in a trailer. */
  readonly value: string | undefined;
}

/** Reads it from the headers. Throws an {@link ObjectError} when they contradict each other. */
export function expectBody(request: ObjectRequest): BodyExpectation {
  const { headers } = request;
  const hash = headers.get("x-amz-content-sha256") ?? "";
  const awsChunked = hash === STREAMING_UNSIGNED;
  const length = headers.get(awsChunked ? "x-amz-decoded-content-length" : "content-length") ?? "";
  if (!/^\d{1,15}$/.test(length)) {
    throw new ObjectError(
      "MissingContentLength",
      "You must provide the Content-Length HTTP header.",
    );
  }
  const md5 = headers.get("content-md5");
  if (md5 !== undefined && !isBase64(md5, 16)) {
    throw new ObjectError("InvalidDigest", "The Content-MD5 you specified was invalid.");
  }
  return {
    length: Number(length),
    awsChunked,
    sha256: /^[0-9a-f]{64}$/.test(hash) ? hash : undefined,
    md5,
    checksum: expectChecksum(headers, awsChunked),
  };
}

function expectChecksum(
  headers: ReadonlyMap<string, string>,
  awsChunked: boolean,
): ExpectedChecksum | undefined {
  const sent = [...headers.keys()].filter(
    (name) => name.startsWith(PREFIX) && !NOT_A_CHECKSUM.has(name),
  );
  const trailer = headers.get("x-amz-trailer")?.toLowerCase();
  const names = trailer === undefined ? sent : [...sent, trailer];
  const [name] = names;
  const announced = headers.get("x-amz-sdk-checksum-algorithm")?.toLowerCase();
  if (name === undefined) {
    if (announced === undefined) return undefined;
    throw new ObjectError(
      "InvalidRequest",
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  if (names.length > 1 || (trailer !== undefined && !awsChunked)) {
    throw new ObjectError("InvalidRequest", "Expecting a single x-amz-checksum- header.");
  }
  const algorithm = name.slice(PREFIX.length);
  if (!name.startsWith(PREFIX) || !isChecksumAlgorithm(algorithm)) {
    throw notImplemented(`the checksum ${name}`);
  }
  if (announced !== undefined && announced !== algorithm) {
    throw new ObjectError("InvalidRequest", "Value for x-amz-sdk-checksum-algorithm is invalid.");
  }
  return { algorithm, value: checkedValue(name, algorithm, headers.get(name)) };
}

/** Checks the form of a checksum; `undefined`, still to come in a trailer, passes. */
export function checkedValue<T extends string | undefined>(
  name: string,
  algorithm: ChecksumAlgorithm,
  value: T,
): T {
  if (value === undefined || isBase64(value, CHECKSUM_BYTES[algorithm])) return value;
  throw new ObjectError("InvalidRequest", `Value for ${name} header is invalid.`);
}

function isBase64(text: string, bytes: number): boolean {
  const decoded = Buffer.from(text, "base64");
  return decoded.length === bytes && decoded.toString("base64") === text;
}
