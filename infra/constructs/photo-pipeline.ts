import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Construct } from "constructs";
import type { SweepOrder } from "../../shared/domain/photo/sweep-photos.ts";
import { QUARANTINE_PREFIX } from "../../shared/model/photo/photo-key.ts";
import { PHOTO_UPLOAD_ID, SWEEP_ID } from "../bundling/function-entries.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { photoUploadAccess, sweepAccess } from "./photo-access.ts";
import { ServiceFunction, type SharedFunctionProps } from "./service-function.ts";

/** Of a rule of EventBridge. */
const TARGETS = 5;

/** What both functions share, and the bucket whose events start them. */
export interface PhotoPipelineProps extends SharedFunctionProps {
  readonly bucketName: string;
  /** Photos made at a time; 0 sets no limit. */
  readonly photoConcurrency: number;
  /** Parts of the bucket that are swept side by side. */
  readonly sweepShards: number;
}

/**
 * Makes photos of what arrives in the bucket's quarantine, and looks every day for what was left
 * over. An event that keeps failing waits in a queue.
 */
export class PhotoPipeline extends Construct {
  readonly uploads: ServiceFunction;
  readonly sweep: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: PhotoPipelineProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, "DeadLetters");
    this.uploads = this.createUploads(props);
    this.sweep = this.createSweep(props);
    this.addUploadRule(props.bucketName);
    this.addSweepRules(props.sweepShards);
    const stack = Stack.of(this);
    new CfnOutput(stack, "PhotoQueueUrl", { value: this.deadLetters.queueUrl });
    new CfnOutput(stack, "SweepFunctionName", { value: this.sweep.lambda.functionName });
  }

  private createUploads(props: PhotoPipelineProps): ServiceFunction {
    const { photoConcurrency, bucketName: _, sweepShards: __, ...shared } = props;
    const uploads = new ServiceFunction(this, "Uploads", {
      ...shared,
      functionId: PHOTO_UPLOAD_ID,
      description: "Makes photos of direct uploads",
      timeout: Duration.seconds(60),
      access: photoUploadAccess,
      statements: [this.deadLetters.sendStatement()],
      // A flood of uploads waits in Lambda's queue in place of taking every slot of the account.
      ...(photoConcurrency > 0 && { reservedConcurrency: photoConcurrency }),
    });
    uploads.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      // An upload that late reads as rejected already.
      maxEventAge: Duration.hours(1),
      onFailure: new SqsDestination(this.deadLetters),
    });
    return uploads;
  }

  private createSweep(props: PhotoPipelineProps): ServiceFunction {
    const { photoConcurrency: _, bucketName: __, sweepShards: ___, ...shared } = props;
    const sweep = new ServiceFunction(this, "Sweep", {
      ...shared,
      functionId: SWEEP_ID,
      description: "Removes photos and uploads that nothing refers to",
      timeout: Duration.minutes(15),
      access: sweepAccess,
    });
    // The next day brings another one.
    sweep.lambda.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(1) });
    return sweep;
  }

  private addUploadRule(bucketName: string): void {
    new Rule(this, "Uploaded", {
      description: "Photos uploaded directly",
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: {
          bucket: { name: [bucketName] },
          // The function empties what it is done with, and must not be called for that.
          object: { key: [{ prefix: QUARANTINE_PREFIX }], size: [{ numeric: [">", 0] }] },
        },
      },
      targets: [this.target(this.uploads)],
    });
  }

  /** A rule has five targets at most. */
  private addSweepRules(of: number): void {
    for (let from = 0; from < of; from += TARGETS) {
      const shards = Array.from({ length: Math.min(TARGETS, of - from) }, (_, i) => from + i);
      new Rule(this, from === 0 ? "Daily" : `Daily${from / TARGETS + 1}`, {
        description: "Looks for what uploads and removals left over",
        schedule: Schedule.rate(Duration.days(1)),
        targets: shards.map((number) =>
          this.target(this.sweep, of === 1 ? undefined : { shard: { number, of } }),
        ),
      });
    }
  }

  /** These limits hold until Lambda has accepted the event; from then on the function's own do. */
  private target({ lambda }: ServiceFunction, input?: SweepOrder): FunctionTarget {
    return new FunctionTarget(lambda, {
      ...(input && { event: RuleTargetInput.fromObject(input) }),
      retryAttempts: 185,
      maxEventAge: Duration.hours(1),
      deadLetterQueue: this.deadLetters,
    });
  }
}
