import type { ServerResponse } from "node:http";
import type { BucketStorage, ChangeObserver } from "./bucket-storage.ts";
import type { CorsRule } from "./cors.ts";
import { accessDenied } from "./object-error.ts";
import type { ObjectRequest } from "./object-request.ts";

/** A change in a bucket, as the bucket's notifications report it. */
export interface BucketEvent {
  readonly bucket: string;
  readonly eventName:
    | "ObjectCreated:Put"
    | "ObjectCreated:Copy"
    | "ObjectRemoved:Delete"
    | "ObjectRemoved:DeleteMarkerCreated";
  /** As it is, not URL-encoded as in the notification's JSON. */
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** MD5 in hex, without quotes, as in the notification's JSON. */
  readonly eTag: string;
  /** In a bucket with versions. */
  readonly versionId?: string | undefined;
  /** Hex of fixed length; of two events of one key, the later has the greater one. */
  readonly sequencer: string;
  /** ISO 8601, UTC; of a new object, when it was last modified. */
  readonly time: string;
}

/** A bucket of the template, and its objects on disk. */
export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly storage: BucketStorage;
  readonly cors: readonly CorsRule[];
}

/** One authenticated request in the hands of the operation that serves it. */
export interface OperationCall {
  readonly request: ObjectRequest;
  readonly response: ServerResponse;
  readonly bucket: Bucket;
  /** Another bucket of the store, for copies. */
  readonly bucketNamed: (name: string) => Bucket;
  /** Whether the caller's role allows an action on a bucket or object ARN. */
  readonly may: (
    action: string,
    resourceArn: string,
    context?: Readonly<Record<string, readonly string[]>>,
  ) => boolean;
  /** Makes what reports a change of this kind. */
  readonly publish: (eventName: BucketEvent["eventName"]) => ChangeObserver;
}

/** As policies name an object. */
export function objectArn(bucket: Bucket, key: string): string {
  return `${bucket.arn}/${key}`;
}

/** Throws AccessDenied unless the caller may do this to the object. */
export function requireAllowed(call: OperationCall, action: string, key: string): void {
  if (!call.may(action, objectArn(call.bucket, key))) throw accessDenied();
}

/** Ends the answer with a document. */
export function sendXml(response: ServerResponse, status: number, document: string): void {
  response.writeHead(status, { "content-type": "application/xml" }).end(document);
}
