import { expectBody } from "./body-expectation.ts";
import type { Guard } from "./bucket-storage.ts";
import { IncomingBody } from "./incoming-body.ts";
import { noSuchKey, notImplemented, preconditionFailed } from "./object-error.ts";
import { keptHeaders } from "./object-headers.ts";
import { versionHeaders } from "./object-version.ts";
import type { OperationCall } from "./operation.ts";
import { requireAllowed } from "./operation.ts";
import { matchesTag } from "./read-plan.ts";
import type { ObjectMetadata } from "./stored-file.ts";

/** Takes an upload. It becomes visible only when every byte came and every promise was kept. */
export async function putObject(call: OperationCall): Promise<void> {
  const { request, response, bucket } = call;
  requireAllowed(call, "s3:PutObject", request.key);
  const headers = keptHeaders(request.headers);
  const guard = writeGuard(request.headers);
  const expected = expectBody(request);
  // Refused before the body is read where that is possible; the commit asks again.
  guard(bucket.storage.find(request.key));
  const body = new IncomingBody(request.message, expected);
  const staged = await bucket.storage.stage(body.bytes());
  const facts = await body.verify().catch(async (error: unknown) => {
    await bucket.storage.discard(staged);
    throw error;
  });
  const { key } = request;
  const lastModified = new Date().toISOString();
  const metadata: ObjectMetadata = { key, ...facts, lastModified, headers };
  const observer = call.publish("ObjectCreated:Put");
  const made = await bucket.storage.commit(staged, metadata, guard, observer);
  response.writeHead(200, {
    etag: facts.eTag,
    "x-amz-server-side-encryption": "AES256",
    ...versionHeaders(bucket, made),
    ...checksumHeaders(metadata),
    "content-length": 0,
  });
  response.end();
}

/** The checksum an object was uploaded with. */
export function checksumHeaders(metadata: ObjectMetadata): Record<string, string> {
  const { checksum } = metadata;
  if (checksum === undefined) return {};
  return {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    "x-amz-checksum-type": "FULL_OBJECT",
  };
}

/** What `If-None-Match: *` and `If-Match` ask of the object that is there now. */
export function writeGuard(headers: ReadonlyMap<string, string>): Guard {
  const ifNoneMatch = headers.get("if-none-match");
  const ifMatch = headers.get("if-match");
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw notImplemented("If-None-Match with anything but * on a write");
  }
  // S3 has neither of these two.
  if (ifMatch === "*") throw notImplemented("If-Match with * on a write");
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw notImplemented("several conditions on a write");
  }
  return (existing) => {
    if (ifNoneMatch !== undefined && existing !== undefined) throw preconditionFailed();
    if (ifMatch === undefined) return;
    if (existing === undefined) throw noSuchKey();
    if (!matchesTag(ifMatch, existing.eTag)) throw preconditionFailed();
  };
}
