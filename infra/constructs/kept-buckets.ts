import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { EXPORT_PREFIX } from "../../shared/model/account/account-export.ts";
import { QUARANTINE_PREFIX } from "../../shared/model/photo/photo-key.ts";
import type { Settings } from "../settings/settings.ts";
import { acknowledge } from "./acknowledge.ts";

/** For so long a photo that was removed or replaced can be brought back. */
const VERSION_DAYS = 7;

/** Longer than the 35 days that the table can be restored to. */
const LOG_DAYS = 40;

/** Nobody but roles of this account, encrypted, and kept from the first good deployment on. */
const PRIVATE = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
};

/** Also of versions that are kept: an upload is not looked at yet, an archive is all of a person's data. */
function goneInADay(id: string, prefix: string): LifecycleRule {
  const day = Duration.days(1);
  return { id, prefix, expiration: day, noncurrentVersionExpiration: day };
}

/** The bucket of photos, uploads and archives. */
export function createPhotoBucket(
  scope: Construct,
  { corsOrigins }: Pick<Settings, "corsOrigins">,
): Bucket {
  const bucket = new Bucket(scope, "Photos", {
    ...PRIVATE,
    // So that a table restored to an earlier moment finds the photos of that moment.
    versioned: true,
    lifecycleRules: [
      goneInADay("ExpireQuarantine", QUARANTINE_PREFIX),
      goneInADay("ExpireExports", EXPORT_PREFIX),
      {
        id: "ExpireVersions",
        noncurrentVersionExpiration: Duration.days(VERSION_DAYS),
        expiredObjectDeleteMarker: true,
      },
      { id: "AbortUploads", abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    // For browsers that upload a photo under a presigned address.
    cors: [
      {
        allowedMethods: [HttpMethods.PUT],
        allowedOrigins: [...corsOrigins],
        allowedHeaders: ["content-type", "if-none-match"],
        exposedHeaders: ["ETag"],
        maxAge: Duration.hours(1).toSeconds(),
      },
    ],
  });
  tellEventBridge(bucket);
  const reason =
    "Only CloudFront and this API's own roles reach the bucket; CloudTrail data events can record them.";
  acknowledge(bucket, "S1", reason);
  return bucket;
}

/** The CDK's own switch would bring a function that sets this from outside the template. */
function tellEventBridge(bucket: Bucket): void {
  const resource = bucket.node.defaultChild as CfnBucket;
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

/** The bucket that says what was removed from the table. */
export function createRemovalLog(scope: Construct): Bucket {
  const bucket = new Bucket(scope, "RemovalLog", {
    ...PRIVATE,
    lifecycleRules: [{ id: "ExpireEntries", expiration: Duration.days(LOG_DAYS) }],
  });
  acknowledge(bucket, "S1", "It holds ids only, and one role writes to it.");
  return bucket;
}
