import { CfnOutput, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { EXPORT_PREFIX } from "../../shared/model/account/account-export.ts";
import { PHOTO_PREFIX, QUARANTINE_PREFIX } from "../../shared/model/photo/photo-key.ts";
import { PARTITION } from "../../shared/persistence/keys.ts";
import { EXPORT_ON_RECORD, ON_RECORD } from "../../shared/persistence/on-record.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { REMOVAL_ID } from "../bundling/function-entries.ts";
import { type SharedConsumerProps, StreamConsumer } from "./stream-consumer.ts";

/** What lies under an account's name, or its profiles', and goes with them. */
const OWNED = [PARTITION.user, PARTITION.lead, PARTITION.scan, PARTITION.views];

/** What a profile leaves is kept as versions, which an erasure takes away as well. */
const REMOVING = [
  ...(["ListBucket", "DeleteObject"] as const),
  ...(["ListBucketVersions", "DeleteObjectVersion"] as const),
];

/**
 * Finds and deletes what removed profiles and replaced photos leave, and what was left at profiles; of
 * an erased account everything. Reads all of an account for its archive.
 */
export const removalAccess: Access = {
  table: [
    { actions: ["Query"], partitions: [...OWNED, PARTITION.usage] },
    { actions: ["BatchWriteItem"], partitions: [...OWNED, PARTITION.top] },
    // An erasure counts what goes in the transaction that takes it away.
    {
      actions: ["DeleteItem"],
      partitions: [...OWNED, PARTITION.usage, PARTITION.apiKey, PARTITION.slug],
    },
    { actions: ["GetItem"], partitions: [PARTITION.user] },
    // Entries that were stored ahead of their profile are kept.
    { actions: ["UpdateItem"], partitions: [PARTITION.user, PARTITION.slug] },
    // Uploads of a removed profile are open no more.
    { actions: ["UpdateItem"], partitions: [PARTITION.usage], alone: true },
    { actions: ["PutItem"], partitions: [PARTITION.card, PARTITION.slug] },
    {
      actions: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"],
      partitions: [PARTITION.erasure],
    },
    {
      actions: ["Query", "DeleteItem"],
      partitions: [PARTITION.removal, PARTITION.ahead, PARTITION.accountExport],
    },
    {
      actions: ["BatchGetItem"],
      partitions: [PARTITION.user, PARTITION.slug, PARTITION.card, PARTITION.apiKey],
    },
  ],
  removalLog: true,
  photos: [
    { actions: ["GetObject", ...REMOVING], prefix: PHOTO_PREFIX },
    { actions: REMOVING, prefix: QUARANTINE_PREFIX },
    { actions: ["PutObject", ...REMOVING], prefix: EXPORT_PREFIX },
  ],
};

/** Something that a transaction put on record as to be removed, or to be kept. */
const PENDING = ON_RECORD.map(({ pk, sk }) => ({
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: {
    Keys: {
      pk: { S: FilterRule.beginsWith(pk) },
      ...(sk && { sk: { S: FilterRule.beginsWith(sk) } }),
    },
  },
}));

/** What a consumer of removals is made from. */
export interface RemovalConsumerProps extends SharedConsumerProps {
  /** Of the service's own user pool, whose people go with their accounts; undefined without one. */
  readonly userPoolArn: string | undefined;
  /** Name of the bucket where removals are noted outside of the table. */
  readonly removalLogBucket: string;
}

/** An archive to be made; asked for once more, its record is written again. */
const PENDING_EXPORT = {
  eventName: FilterRule.or("INSERT", "MODIFY"),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(EXPORT_ON_RECORD.pk) } } },
};

/** An API key that was revoked: its item goes, at no other time. */
const REVOKED = {
  eventName: FilterRule.isEqual("REMOVE"),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(PARTITION.apiKey) } } },
};

/** Finishes removals, notes them outside of the table, and makes the archives of accounts. */
export class RemovalConsumer extends StreamConsumer {
  constructor(scope: Construct, id: string, props: RemovalConsumerProps) {
    const { removalLogBucket, userPoolArn, ...shared } = props;
    super(scope, id, {
      ...shared,
      environment: { ...shared.environment, REMOVAL_LOG_BUCKET: removalLogBucket },
      functionId: REMOVAL_ID,
      description:
        "Deletes what removed profiles, replaced photos and erased accounts leave, makes archives",
      access: removalAccess,
      patterns: [...PENDING, PENDING_EXPORT, REVOKED],
      statements: userPoolArn === undefined ? [] : [deletePeople(userPoolArn)],
    });
    new CfnOutput(Stack.of(this), "RemovalQueueUrl", { value: this.deadLetters.queueUrl });
  }
}

function deletePeople(userPoolArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ["cognito-idp:AdminDeleteUser"],
    resources: [userPoolArn],
  });
}
