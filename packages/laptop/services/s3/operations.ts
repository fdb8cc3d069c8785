import { copyObject } from "./copy-object.ts";
import { deleteObject, deleteObjects } from "./delete-objects.ts";
import { getObject } from "./get-object.ts";
import { headBucket, listObjects } from "./list-objects.ts";
import { listVersions } from "./list-versions.ts";
import type { ObjectOperation } from "./object-request.ts";
import type { OperationCall } from "./operation.ts";
import { putObject } from "./put-object.ts";

/** What the store can do. Each answers the request itself or throws an ObjectError. */
export const operations: Readonly<Record<ObjectOperation, (call: OperationCall) => Promise<void>>> =
  {
    PutObject: putObject,
    CopyObject: copyObject,
    GetObject: getObject,
    HeadObject: getObject,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
    ListObjectsV2: listObjects,
    ListObjectVersions: listVersions,
    HeadBucket: headBucket,
  };
