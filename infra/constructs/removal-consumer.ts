import { CfnOutput, Stack } from "aws-cdk-lib";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { PHOTO_PREFIX, QUARANTINE_PREFIX } from "../../shared/model/photo/photo-key.ts";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { REMOVAL_ID } from "../bundling/function-entries.ts";
import { type SharedConsumerProps, StreamConsumer } from "./stream-consumer.ts";

/** Finds and deletes what removed profiles and replaced photos leave, and what was left at profiles. */
export const removalAccess: Access = {
  table: [
    {
      actions: ["Query", "BatchWriteItem"],
      partitions: [PARTITION.user, PARTITION.lead, PARTITION.scan, PARTITION.views],
    },
    // Entries that were stored ahead of their profile are kept.
    { actions: ["UpdateItem"], partitions: [PARTITION.user] },
    { actions: ["DeleteItem"], partitions: [PARTITION.removal, PARTITION.ahead] },
  ],
  removalLog: true,
  photos: [
    { actions: ["ListBucket", "DeleteObject"], prefix: PHOTO_PREFIX },
    { actions: ["ListBucket", "DeleteObject"], prefix: QUARANTINE_PREFIX },
  ],
};

/** Something that a transaction put on record as to be removed, or to be kept. */
const PENDING = [PARTITION.removal, PARTITION.ahead].map((prefix) => ({
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(prefix) } } },
}));

/** An API key that was revoked: its item goes, at no other time. */
const REVOKED = {
  eventName: FilterRule.isEqual("REMOVE"),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(PARTITION.apiKey) } } },
};

/** What it is told beside what all consumers are. */
export interface RemovalConsumerProps extends SharedConsumerProps {
  readonly removalLogBucket: string;
}

/** Finishes removals, and notes them outside of the table. */
export class RemovalConsumer extends StreamConsumer {
  constructor(scope: Construct, id: string, props: RemovalConsumerProps) {
    const { removalLogBucket, ...shared } = props;
    super(scope, id, {
      ...shared,
      environment: { ...shared.environment, REMOVAL_LOG_BUCKET: removalLogBucket },
      functionId: REMOVAL_ID,
      description: "Deletes what removed profiles and replaced photos leave behind",
      access: removalAccess,
      patterns: [...PENDING, REVOKED],
    });
    new CfnOutput(Stack.of(this), "RemovalQueueUrl", { value: this.deadLetters.queueUrl });
  }
}
