import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import { PHOTO_PREFIX, QUARANTINE_PREFIX } from "../../shared/model/photo/photo-key.ts";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { REMOVAL_ID } from "../bundling/function-entries.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { ServiceFunction, type ServiceFunctionProps } from "./service-function.ts";

/** Finds and deletes what removed profiles and replaced photos leave, and what was left at profiles. */
export const removalAccess: Access = {
  table: [
    {
      actions: ["Query", "BatchWriteItem"],
      partitions: [PARTITION.user, PARTITION.lead, PARTITION.scan, PARTITION.views],
    },
    { actions: ["DeleteItem"], partitions: [PARTITION.removal] },
  ],
  photos: [
    { actions: ["ListBucket", "DeleteObject"], prefix: PHOTO_PREFIX },
    { actions: ["ListBucket", "DeleteObject"], prefix: QUARANTINE_PREFIX },
  ],
};

/** Something that a transaction put on record as to be removed. */
const PENDING_REMOVAL = {
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(PARTITION.removal) } } },
};

export interface RemovalConsumerProps
  extends Pick<ServiceFunctionProps, "sources" | "environment" | "logRetentionDays" | "data"> {
  /** Stream of the table, with old and new images. */
  readonly streamArn: string;
}

/** Finishes removals from the table's stream, with retries; what still fails waits in a queue. */
export class RemovalConsumer extends Construct {
  readonly consumer: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: RemovalConsumerProps) {
    super(scope, id);
    const { streamArn, ...shared } = props;
    this.deadLetters = new DeadLetterQueue(this, "DeadLetters");
    this.consumer = new ServiceFunction(this, "Consumer", {
      ...shared,
      functionId: REMOVAL_ID,
      description: "Deletes what removed profiles and replaced photos leave behind",
      timeout: Duration.seconds(60),
      access: removalAccess,
      statements: [readStream(streamArn), this.deadLetters.sendStatement()],
    });
    this.createMapping(streamArn);
    new CfnOutput(Stack.of(this), "RemovalQueueUrl", { value: this.deadLetters.queueUrl });
  }

  private createMapping(eventSourceArn: string): void {
    new EventSourceMapping(this, "Mapping", {
      target: this.consumer.lambda,
      eventSourceArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      // Each partition key is in one line of them, where it may have to wait for one that fails.
      parallelizationFactor: 4,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      // The stream itself forgets records after 24 hours.
      maxRecordAge: Duration.hours(23),
      onFailure: new SqsDlq(this.deadLetters),
      filters: [FilterCriteria.filter(PENDING_REMOVAL)],
    });
  }
}

function readStream(streamArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: [
      "dynamodb:DescribeStream",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:ListStreams",
    ],
    resources: [streamArn],
  });
}
