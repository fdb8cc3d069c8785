import type { IncomingMessage } from "node:http";
import { headerText, parseQuery, type QueryParameters } from "../iam/signature-claim.ts";
import { notImplemented, ObjectError } from "./object-error.ts";

/** What the store can do, in the names of S3's actions. */
export type ObjectOperation =
  | "PutObject"
  | "CopyObject"
  | "GetObject"
  | "HeadObject"
  | "DeleteObject"
  | "DeleteObjects"
  | "ListObjectsV2"
  | "ListObjectVersions"
  | "HeadBucket";

/** A request to the store, read but neither authenticated nor authorised. */
export interface ObjectRequest {
  readonly message: IncomingMessage;
  readonly operation: ObjectOperation;
  readonly bucket: string;
  /** `""` for an operation on the bucket. */
  readonly key: string;
  /** As sent, percent-encoded. */
  readonly path: string;
  /** As sent, percent-encoded, without `?`. */
  readonly rawQuery: string;
  readonly query: QueryParameters;
  /** Of an operation on an object: the version that it names. */
  readonly versionId: string | undefined;
  /**
   * Headers by lower-case name. A presigned URL carries `x-amz-*` headers as query parameters; they
   * count as headers, and a real header of the same name, which must be signed too, wins. Only a
   * checksum in the query says nothing of the body, as in S3: SDKs sign that of no body at all.
   */
  readonly headers: ReadonlyMap<string, string>;
}

const MAX_KEY_BYTES = 1024;

/** Query parameters that turn a request into an operation the store does not have. */
const SUBRESOURCES = [
  ...["accelerate", "acl", "analytics", "attributes", "cors", "encryption", "intelligent-tiering"],
  ...["inventory", "legal-hold", "lifecycle", "location", "logging", "metrics", "notification"],
  ...["object-lock", "ownershipControls", "partNumber", "policy", "policyStatus", "renameObject"],
  ...["publicAccessBlock", "replication", "requestPayment", "restore", "retention", "select"],
  ...["session", "tagging", "torrent", "uploadId", "uploads", "versioning", "website"],
];

/** Operations on one version of an object. */
const OF_A_VERSION: readonly ObjectOperation[] = ["GetObject", "HeadObject", "DeleteObject"];

/** Reads method, path and query. Throws an {@link ObjectError} for what the store does not have. */
export function parseObjectRequest(message: IncomingMessage): ObjectRequest {
  const [path = "/", ...queryParts] = (message.url ?? "/").split("?");
  const rawQuery = queryParts.join("?");
  const query = parseQuery(rawQuery);
  const [, bucket = "", ...keyParts] = path.split("/").map(decode);
  const key = keyParts.join("/");
  if (query === undefined) throw invalidUri();
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new ObjectError("KeyTooLongError", "Your key is too long");
  }
  const subresource = SUBRESOURCES.find((name) => query[name] !== undefined);
  if (subresource !== undefined) throw notImplemented(`the subresource ${subresource}`);
  const headers = effectiveHeaders(message, query);
  const operation = operationOf(message.method ?? "", bucket, key, query, headers);
  const versionId = query.versionId?.[0];
  if (versionId !== undefined && !OF_A_VERSION.includes(operation)) {
    throw notImplemented(`versionId with ${operation}`);
  }
  return { message, operation, bucket, key, path, rawQuery, query, versionId, headers };
}

function operationOf(
  method: string,
  bucket: string,
  key: string,
  query: QueryParameters,
  headers: ReadonlyMap<string, string>,
): ObjectOperation {
  if (bucket === "") throw notImplemented("the list of buckets");
  if (key === "") return bucketOperation(method, query);
  if (query.versions !== undefined) throw notImplemented("the subresource versions of an object");
  if (method === "PUT") return headers.has("x-amz-copy-source") ? "CopyObject" : "PutObject";
  if (method === "GET") return "GetObject";
  if (method === "HEAD") return "HeadObject";
  if (method === "DELETE") return "DeleteObject";
  throw new ObjectError(
    "MethodNotAllowed",
    "The specified method is not allowed against this resource.",
  );
}

function bucketOperation(method: string, query: QueryParameters): ObjectOperation {
  if (method === "GET" && query.versions !== undefined) return "ListObjectVersions";
  if (query.versions !== undefined) throw notImplemented(`${method} with the subresource versions`);
  if (method === "HEAD") return "HeadBucket";
  if (method === "POST" && query.delete !== undefined) return "DeleteObjects";
  if (method === "GET" && query["list-type"]?.[0] === "2") return "ListObjectsV2";
  throw notImplemented(
    `${method} on a bucket other than ListObjectsV2, ListObjectVersions, HEAD or DeleteObjects`,
  );
}

function effectiveHeaders(
  message: IncomingMessage,
  query: QueryParameters,
): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  if (query["X-Amz-Signature"] !== undefined) {
    for (const [name, values] of Object.entries(query)) {
      if (/^x-amz-(?!checksum-|sdk-checksum-)/i.test(name))
        headers.set(name.toLowerCase(), values.join(","));
    }
  }
  for (const name of Object.keys(message.headers)) {
    headers.set(name, headerText(message.headers, name));
  }
  return headers;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalidUri();
  }
}

function invalidUri(): ObjectError {
  return new ObjectError("InvalidURI", "Couldn't parse the specified URI.");
}
