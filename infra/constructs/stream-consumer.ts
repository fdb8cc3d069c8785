import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  EventSourceMapping,
  FilterCriteria,
  type IFunction,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { streamRelease } from "./gradual-release.ts";
import {
  ServiceFunction,
  type ServiceFunctionProps,
  type SharedFunctionProps,
} from "./service-function.ts";

/** A function that the stream calls, and which records it is given. */
export interface StreamConsumerProps
  extends SharedFunctionProps,
    Pick<ServiceFunctionProps, "functionId" | "description" | "access"> {
  /** Stream of the table, with old and new images. */
  readonly streamArn: string;
  /** How a release comes to it; at once when left out. */
  readonly gradual?: Settings["gradual"];
  /** Records that are handed to it: those that match any of these patterns. */
  readonly patterns: readonly object[];
  /** What else its role may do. */
  readonly statements?: readonly PolicyStatement[];
}

/** What is the same of every consumer of the table's stream, whose props leave it out. */
export type SharedConsumerProps = SharedFunctionProps &
  Pick<StreamConsumerProps, "streamArn" | "gradual">;

/**
 * A function that is fed by the table's stream, with retries; what still fails waits in a queue. A
 * stream serves two readers at full speed, and the table has two.
 */
export class StreamConsumer extends Construct {
  readonly consumer: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { streamArn, patterns, gradual, statements = [], ...shared } = props;
    this.deadLetters = new DeadLetterQueue(this, "DeadLetters");
    this.consumer = new ServiceFunction(this, "Consumer", {
      ...shared,
      timeout: Duration.seconds(60),
      statements: [readStream(streamArn), this.deadLetters.sendStatement(), ...statements],
    });
    const { lambda } = this.consumer;
    const release = streamRelease(this, lambda, gradual);
    this.createMapping(release?.aliasOf(this.consumer, lambda) ?? lambda, streamArn, patterns);
  }

  private createMapping(
    target: IFunction,
    eventSourceArn: string,
    patterns: readonly object[],
  ): void {
    new EventSourceMapping(this, "Mapping", {
      target,
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
      filters: patterns.map((pattern) => FilterCriteria.filter({ ...pattern })),
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
