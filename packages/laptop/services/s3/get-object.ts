import { accessDenied, noSuchKey, ObjectError, preconditionFailed } from "./object-error.ts";
import { requireHeaderText, SYSTEM_HEADERS } from "./object-headers.ts";
import { markerHeaders, requireVersion, versionHeaders } from "./object-version.ts";
import type { OperationCall } from "./operation.ts";
import { requireAllowed } from "./operation.ts";
import { checksumHeaders } from "./put-object.ts";
import { planRead } from "./read-plan.ts";
import { sendObject, validatorHeaders } from "./send-object.ts";

/**
 * Serves GetObject and HeadObject. Both need `s3:GetObject`, and `s3:GetObjectVersion` for a version
 * that is named, as in S3.
 */
export async function getObject(call: OperationCall): Promise<void> {
  const { request, response, bucket } = call;
  const { key, versionId } = request;
  requireAllowed(call, versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion", key);
  const replaced = overrides(call);
  refuseMarker(call);
  const object = await bucket.storage.open(key, versionId);
  if (object === undefined) throw missing(call);
  const { metadata } = object;
  const plan = planRead((name) => request.headers.get(name), metadata, Date.now());
  if (plan.status === 200 || plan.status === 206) {
    const wantsChecksum =
      plan.status === 200 && request.headers.get("x-amz-checksum-mode") === "ENABLED";
    await sendObject(response, object, plan, {
      headOnly: request.operation === "HeadObject",
      headers: {
        "x-amz-server-side-encryption": "AES256",
        ...versionHeaders(bucket, metadata),
        ...(wantsChecksum ? checksumHeaders(metadata) : {}),
        ...replaced,
      },
    });
    return;
  }
  await object.close();
  if (plan.status === 412) throw preconditionFailed();
  if (plan.status === 304) {
    response.writeHead(304, validatorHeaders(metadata)).end();
    return;
  }
  response.setHeader("content-range", `bytes */${metadata.size}`);
  throw new ObjectError("InvalidRange", "The requested range is not satisfiable");
}

/** A delete marker has nothing to read; the answer says that it is one. */
function refuseMarker({ request, response, bucket }: OperationCall): void {
  const { key, versionId } = request;
  if (versionId === undefined) {
    const [newest] = bucket.storage.versionsOf(key);
    if (newest?.isDeleteMarker) {
      response.setHeaders(new Map(Object.entries(markerHeaders(bucket, newest))));
    }
    return;
  }
  const version = requireVersion(bucket, key, versionId);
  if (!version.isDeleteMarker) return;
  response.setHeaders(new Map(Object.entries(markerHeaders(bucket, version))));
  response.setHeader("last-modified", new Date(version.lastModified).toUTCString());
  throw new ObjectError(
    "MethodNotAllowed",
    "The specified method is not allowed against this resource.",
  );
}

/**
 * Only who may list the bucket learns that a key is missing. S3 asks without a prefix, so a
 * permission that depends on `s3:prefix` does not count here.
 */
function missing(call: OperationCall): ObjectError {
  return call.may("s3:ListBucket", call.bucket.arn) ? noSuchKey() : accessDenied();
}

/** The headers that the query replaces. */
function overrides(call: OperationCall): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const name of SYSTEM_HEADERS) {
    const value = call.request.query[`response-${name}`]?.[0];
    if (value === undefined) continue;
    requireHeaderText(name, value);
    chosen[name] = value;
  }
  return chosen;
}
