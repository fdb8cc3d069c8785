import { expectBody } from "./body-expectation.ts";
import { IncomingBody } from "./incoming-body.ts";
import { notImplemented, ObjectError } from "./object-error.ts";
import { markerHeaders, requireVersionName } from "./object-version.ts";
import type { OperationCall } from "./operation.ts";
import { objectArn, requireAllowed, sendXml } from "./operation.ts";
import type { ObjectMetadata } from "./stored-file.ts";
import {
  type DeletedObject,
  type DeleteRequest,
  element,
  parseDeleteRequest,
  type Xml,
  xmlDocument,
} from "./xml.ts";

const MAX_KEYS = 1000;
/** Bytes; enough for a thousand longest keys, every byte of them escaped. */
const MAX_BODY = 8 * 1024 * 1024;

/**
 * Removes one object, which becomes a version where those are kept, or one version for good. Succeeds
 * whether or not it was there, as in S3.
 */
export async function deleteObject(call: OperationCall): Promise<void> {
  const { key, versionId, headers } = call.request;
  const object = { key, versionId };
  requireAllowed(call, actionOn(object), key);
  if (headers.has("if-match")) throw notImplemented("If-Match on a deletion");
  if (versionId !== undefined) requireVersionName(versionId);
  const outcome = await remove(call, object);
  const { bucket } = call;
  if (outcome?.isDeleteMarker) {
    call.response.setHeaders(new Map(Object.entries(markerHeaders(bucket, outcome))));
  } else if (versionId !== undefined) {
    call.response.setHeader("x-amz-version-id", versionId);
  }
  call.response.writeHead(204).end();
}

/** Removes up to a thousand objects or versions; each is allowed or refused on its own. */
export async function deleteObjects(call: OperationCall): Promise<void> {
  const { objects, quiet } = await readRequest(call);
  const results: Xml[] = [];
  for (const object of objects) {
    const refusal = refusalOf(call, object);
    if (refusal !== undefined) {
      results.push(element("Error", [...named(object), ...refusal]));
      continue;
    }
    const outcome = await remove(call, object);
    if (!quiet) results.push(element("Deleted", [...named(object), ...markerOf(outcome)]));
  }
  sendXml(call.response, 200, xmlDocument(element("DeleteResult", results)));
}

function actionOn({ versionId }: DeletedObject): string {
  return versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
}

function refusalOf(call: OperationCall, object: DeletedObject): Xml[] | undefined {
  if (!call.may(actionOn(object), objectArn(call.bucket, object.key))) {
    return [element("Code", "AccessDenied"), element("Message", "Access Denied")];
  }
  try {
    if (object.versionId !== undefined) requireVersionName(object.versionId);
    return undefined;
  } catch (error) {
    if (!(error instanceof ObjectError)) throw error;
    return [element("Code", error.code), element("Message", error.message)];
  }
}

function named({ key, versionId }: DeletedObject): Xml[] {
  const version = versionId === undefined ? [] : [element("VersionId", versionId)];
  return [element("Key", key), ...version];
}

/** What is said of a delete marker that was made, or removed. */
function markerOf(outcome: ObjectMetadata | undefined): Xml[] {
  if (!outcome?.isDeleteMarker) return [];
  return [
    element("DeleteMarker", "true"),
    element("DeleteMarkerVersionId", outcome.versionId ?? ""),
  ];
}

/** @returns the marker that was made, or what was removed for good */
function remove(
  call: OperationCall,
  { key, versionId }: DeletedObject,
): Promise<ObjectMetadata | undefined> {
  const { storage } = call.bucket;
  if (versionId === undefined && storage.hasVersions) {
    return storage.mark(key, call.publish("ObjectRemoved:DeleteMarkerCreated"));
  }
  return storage.remove(key, call.publish("ObjectRemoved:Delete"), versionId);
}

async function readRequest(call: OperationCall): Promise<DeleteRequest> {
  const expected = expectBody(call.request);
  if (expected.md5 === undefined && expected.checksum === undefined) {
    throw new ObjectError(
      "InvalidRequest",
      "Missing required header for this request: Content-MD5 or x-amz-checksum-*",
    );
  }
  if (expected.length > MAX_BODY) throw malformed();
  const body = new IncomingBody(call.request.message, expected);
  const pieces: Uint8Array[] = [];
  for await (const piece of body.bytes()) pieces.push(piece);
  await body.verify();
  const request = parseDeleteRequest(Buffer.concat(pieces).toString());
  if (request === undefined || request.objects.length > MAX_KEYS) throw malformed();
  return request;
}

function malformed(): ObjectError {
  return new ObjectError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}
