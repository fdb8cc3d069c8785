import { accessDenied, noSuchKey, notImplemented, ObjectError } from "./object-error.ts";
import { keptHeaders } from "./object-headers.ts";
import type { Bucket, OperationCall } from "./operation.ts";
import { objectArn, requireAllowed, sendXml } from "./operation.ts";
import { writeGuard } from "./put-object.ts";
import type { ObjectMetadata } from "./stored-file.ts";
import { element, xmlDocument } from "./xml.ts";

/** Copies an object within the store, with its metadata or with that of the request. */
export async function copyObject(call: OperationCall): Promise<void> {
  const { request, response, bucket } = call;
  requireAllowed(call, "s3:PutObject", request.key);
  if ([...request.headers.keys()].some((name) => name.startsWith("x-amz-copy-source-"))) {
    throw notImplemented("conditions on the source of a copy");
  }
  const source = copySource(call);
  if (!call.may("s3:GetObject", objectArn(source.bucket, source.key))) throw accessDenied();
  const replace = request.headers.get("x-amz-metadata-directive") === "REPLACE";
  if (!replace && source.bucket === bucket && source.key === request.key) {
    throw new ObjectError(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing its metadata.",
    );
  }
  const given = keptHeaders(request.headers);
  const guard = writeGuard(request.headers);
  const object = await source.bucket.storage.open(source.key);
  if (object === undefined) {
    throw call.may("s3:ListBucket", source.bucket.arn) ? noSuchKey() : accessDenied();
  }
  const staged = await bucket.storage.stage(object.stream());
  const metadata: ObjectMetadata = {
    ...object.metadata,
    key: request.key,
    lastModified: new Date().toISOString(),
    headers: replace ? given : object.metadata.headers,
  };
  await bucket.storage.commit(staged, metadata, guard, call.publish("ObjectCreated:Copy"));
  const result = [element("LastModified", metadata.lastModified), element("ETag", metadata.eTag)];
  sendXml(response, 200, xmlDocument(element("CopyObjectResult", result)));
}

function copySource(call: OperationCall): { bucket: Bucket; key: string } {
  const header = call.request.headers.get("x-amz-copy-source") ?? "";
  let decoded: string;
  try {
    decoded = decodeURIComponent(header).replace(/^\//, "");
  } catch {
    decoded = "";
  }
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1) {
    throw new ObjectError("InvalidArgument", "x-amz-copy-source must read bucket/key.");
  }
  if (/\?versionId=/.test(header)) throw notImplemented("versions");
  return { bucket: call.bucketNamed(decoded.slice(0, slash)), key: decoded.slice(slash + 1) };
}
