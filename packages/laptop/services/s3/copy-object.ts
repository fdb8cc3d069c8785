import { accessDenied, noSuchKey, notImplemented, ObjectError } from "./object-error.ts";
import { keptHeaders } from "./object-headers.ts";
import { requireVersion, versionHeaders } from "./object-version.ts";
import type { Bucket, OperationCall } from "./operation.ts";
import { objectArn, requireAllowed, sendXml } from "./operation.ts";
import { writeGuard } from "./put-object.ts";
import type { ObjectMetadata, OpenObject } from "./stored-file.ts";
import { element, xmlDocument } from "./xml.ts";

/** Copies an object within the store, with its metadata or with that of the request. */
export async function copyObject(call: OperationCall): Promise<void> {
  const { request, response, bucket } = call;
  requireAllowed(call, "s3:PutObject", request.key);
  if ([...request.headers.keys()].some((name) => name.startsWith("x-amz-copy-source-"))) {
    throw notImplemented("conditions on the source of a copy");
  }
  const source = copySource(call);
  const action = source.versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  if (!call.may(action, objectArn(source.bucket, source.key))) throw accessDenied();
  const replace = request.headers.get("x-amz-metadata-directive") === "REPLACE";
  const isItself = source.bucket === bucket && source.key === request.key;
  if (!replace && isItself && source.versionId === undefined) {
    throw new ObjectError(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing its metadata.",
    );
  }
  const given = keptHeaders(request.headers);
  const guard = writeGuard(request.headers);
  const object = await openSource(call, source);
  const staged = await bucket.storage.stage(object.stream());
  const metadata: ObjectMetadata = {
    ...object.metadata,
    versionId: undefined,
    key: request.key,
    lastModified: new Date().toISOString(),
    headers: replace ? given : object.metadata.headers,
  };
  const observer = call.publish("ObjectCreated:Copy");
  const made = await bucket.storage.commit(staged, metadata, guard, observer);
  const { "x-amz-version-id": from } = versionHeaders(source.bucket, object.metadata);
  if (from !== undefined) response.setHeader("x-amz-copy-source-version-id", from);
  response.setHeaders(new Map(Object.entries(versionHeaders(bucket, made))));
  const result = [element("LastModified", metadata.lastModified), element("ETag", metadata.eTag)];
  sendXml(response, 200, xmlDocument(element("CopyObjectResult", result)));
}

interface CopySource {
  readonly bucket: Bucket;
  readonly key: string;
  readonly versionId: string | undefined;
}

async function openSource(call: OperationCall, source: CopySource): Promise<OpenObject> {
  const { bucket, key, versionId } = source;
  if (versionId !== undefined) {
    const version = requireVersion(bucket, key, versionId);
    if (version.isDeleteMarker) {
      throw new ObjectError(
        "InvalidRequest",
        "The source of a copy request may not specifically refer to a delete marker by version id.",
      );
    }
  }
  const object = await bucket.storage.open(key, versionId);
  if (object !== undefined) return object;
  throw call.may("s3:ListBucket", bucket.arn) ? noSuchKey() : accessDenied();
}

function copySource(call: OperationCall): CopySource {
  const header = call.request.headers.get("x-amz-copy-source") ?? "";
  const [path = "", versionId] = header.split(/\?versionId=/);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, "");
  } catch {
    decoded = "";
  }
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1) {
    throw new ObjectError("InvalidArgument", "x-amz-copy-source must read bucket/key.");
  }
  const bucket = call.bucketNamed(decoded.slice(0, slash));
  return { bucket, key: decoded.slice(slash + 1), versionId };
}
