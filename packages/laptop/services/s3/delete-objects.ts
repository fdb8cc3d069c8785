import { expectBody } from "./body-expectation.ts";
import { IncomingBody } from "./incoming-body.ts";
import { notImplemented, ObjectError } from "./object-error.ts";
import type { OperationCall } from "./operation.ts";
import { objectArn, requireAllowed, sendXml } from "./operation.ts";
import { type DeleteRequest, element, parseDeleteRequest, type Xml, xmlDocument } from "./xml.ts";

const MAX_KEYS = 1000;
/** Bytes; enough for a thousand longest keys, every byte of them escaped. */
const MAX_BODY = 8 * 1024 * 1024;

/** Removes one object. Succeeds whether or not it was there, as in S3. */
export async function deleteObject(call: OperationCall): Promise<void> {
  requireAllowed(call, "s3:DeleteObject", call.request.key);
  if (call.request.headers.has("if-match")) throw notImplemented("If-Match on a deletion");
  await remove(call, call.request.key);
  call.response.writeHead(204).end();
}

/** Removes up to a thousand objects; each is allowed or refused on its own. */
export async function deleteObjects(call: OperationCall): Promise<void> {
  const { keys, quiet } = await readRequest(call);
  const results: Xml[] = [];
  for (const key of keys) {
    if (!call.may("s3:DeleteObject", objectArn(call.bucket, key))) {
      results.push(
        element("Error", [
          element("Key", key),
          element("Code", "AccessDenied"),
          element("Message", "Access Denied"),
        ]),
      );
      continue;
    }
    await remove(call, key);
    if (!quiet) results.push(element("Deleted", [element("Key", key)]));
  }
  sendXml(call.response, 200, xmlDocument(element("DeleteResult", results)));
}

async function remove(call: OperationCall, key: string): Promise<void> {
  await call.bucket.storage.remove(key, call.publish("ObjectRemoved:Delete"));
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
  if (request === undefined || request.keys.length > MAX_KEYS) throw malformed();
  return request;
}

function malformed(): ObjectError {
  return new ObjectError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}
