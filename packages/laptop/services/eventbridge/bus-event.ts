import { randomUUID } from "node:crypto";
import { ACCOUNT } from "../../template/account.ts";
import type { Json } from "../../template/json.ts";
import type { BucketEvent } from "../s3/operation.ts";

/** An event on EventBridge's default bus. */
export type BusEvent = { [field: string]: Json };

/** What S3 tells EventBridge of a change in a bucket (S3 user guide, "EventBridge event message structure"). */
export function objectEvent(event: BucketEvent): BusEvent {
  const { bucket, key, size, eTag, sequencer, versionId } = event;
  const isDeletion = event.eventName.startsWith("ObjectRemoved:");
  const facts = isDeletion ? { key, sequencer } : { key, size, etag: eTag, sequencer };
  const object = { ...facts, ...(versionId !== undefined && { "version-id": versionId }) };
  return busEvent({
    detailType: isDeletion ? "Object Deleted" : "Object Created",
    source: "aws.s3",
    time: event.time,
    resource: `arn:${ACCOUNT.partition}:s3:::${bucket}`,
    detail: {
      version: "0",
      bucket: { name: bucket },
      object,
      "request-id": randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase(),
      requester: ACCOUNT.id,
      "source-ip-address": "127.0.0.1",
      ...reasonOf(event),
    },
  });
}

/** What a schedule sends to its targets. */
export function scheduledEvent(ruleArn: string, now: Date): BusEvent {
  return busEvent({
    detailType: "Scheduled Event",
    source: "aws.events",
    time: now.toISOString(),
    resource: ruleArn,
    detail: {},
  });
}

function reasonOf({ eventName }: BucketEvent): BusEvent {
  if (eventName === "ObjectRemoved:Delete") {
    return { reason: "DeleteObject", "deletion-type": "Permanently Deleted" };
  }
  if (eventName === "ObjectRemoved:DeleteMarkerCreated") {
    return { reason: "DeleteObject", "deletion-type": "Delete Marker Created" };
  }
  return { reason: eventName === "ObjectCreated:Copy" ? "CopyObject" : "PutObject" };
}

interface EventParts {
  readonly detailType: string;
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly resource: string;
  readonly detail: BusEvent;
}

function busEvent({ detailType, source, time, resource, detail }: EventParts): BusEvent {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": detailType,
    source,
    account: ACCOUNT.id,
    // EventBridge counts in whole seconds.
    time: time.replace(/\.\d+Z$/, "Z"),
    region: ACCOUNT.region,
    resources: [resource],
    detail,
  };
}
