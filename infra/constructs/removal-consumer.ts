import { CfnOutput, Stack } from "aws-cdk-lib";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { EXPORT_PREFIX } from "../../shared/model/account/account-export.ts";
import { PHOTO_PREFIX, QUARANTINE_PREFIX } from "../../shared/model/photo/photo-key.ts";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { REMOVAL_ID } from "../bundling/function-entries.ts";
import { type SharedConsumerProps, StreamConsumer } from "./stream-consumer.ts";

/**
 * Finds and deletes what removed profiles and replaced photos leave, and what was left at profiles. Reads
 * all of an account for its archive.
 */
export const removalAccess: Access = {
  table: [
    {
      actions: ["Query", "BatchWriteItem"],
      partitions: [PARTITION.user, PARTITION.lead, PARTITION.scan, PARTITION.views],
    },
    // Entries that were stored ahead of their profile are kept.
    { actions: ["UpdateItem"], partitions: [PARTITION.user] },
    {
      actions: ["DeleteItem"],
      partitions: [PARTITION.removal, PARTITION.ahead, PARTITION.accountExport],
    },
    { actions: ["GetItem"], partitions: [PARTITION.user] },
    { actions: ["Query"], partitions: [PARTITION.usage] },
    { actions: ["BatchGetItem"], partitions: [PARTITION.card, PARTITION.apiKey] },
  ],
  photos: [
    { actions: ["ListBucket", "DeleteObject"], prefix: PHOTO_PREFIX },
    { actions: ["ListBucket", "DeleteObject"], prefix: QUARANTINE_PREFIX },
    { actions: ["GetObject"], prefix: PHOTO_PREFIX },
    {
      actions: ["PutObject", "ListBucketVersions", "DeleteObjectVersion"],
      prefix: EXPORT_PREFIX,
    },
  ],
};

/** Something that a transaction put on record as to be removed, or to be kept. */
const PENDING = [PARTITION.removal, PARTITION.ahead].map((prefix) => ({
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(prefix) } } },
}));

/** An archive to be made; asked for once more, its record is written again. */
const PENDING_EXPORT = {
  eventName: FilterRule.or("INSERT", "MODIFY"),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(PARTITION.accountExport) } } },
};

/** Finishes removals, and makes the archives of accounts. */
export class RemovalConsumer extends StreamConsumer {
  constructor(scope: Construct, id: string, props: SharedConsumerProps) {
    super(scope, id, {
      ...props,
      functionId: REMOVAL_ID,
      description: "Deletes what removed profiles and replaced photos leave behind",
      access: removalAccess,
      patterns: [...PENDING, PENDING_EXPORT],
    });
    new CfnOutput(Stack.of(this), "RemovalQueueUrl", { value: this.deadLetters.queueUrl });
  }
}
