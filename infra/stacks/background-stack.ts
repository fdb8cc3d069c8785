import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import {
  INDEX_ID,
  KEY_KEEPER_ID,
  KEY_WATCH_ID,
  PENDING_WATCH_ID,
  PHOTO_UPLOAD_ID,
  REMOVAL_ID,
  SWEEP_ID,
} from "../bundling/function-entries.ts";
import { BacklogWatches } from "../constructs/backlog-watches.ts";
import { DirectoryConsumer } from "../constructs/directory-consumer.ts";
import { IssuerKeyKeeper } from "../constructs/issuer-key-keeper.ts";
import { PhotoPipeline } from "../constructs/photo-pipeline.ts";
import { RemovalConsumer } from "../constructs/removal-consumer.ts";
import { saveFaultQuery } from "../constructs/saved-queries.ts";
import type { SharedFunctionProps } from "../constructs/service-function.ts";
import type { MonitoredParts } from "../constructs/service-metrics.ts";
import {
  dataArns,
  type FunctionStackProps,
  functionEnvironment,
  functionSources,
  jwtIssuers,
  logSettings,
} from "./function-settings.ts";

const BACKGROUND_IDS = [
  ...[REMOVAL_ID, INDEX_ID, PHOTO_UPLOAD_ID, SWEEP_ID, KEY_KEEPER_ID],
  ...[PENDING_WATCH_ID, KEY_WATCH_ID],
];

/** What this stack needs: settings, bundles, and the stack of what is kept. */
export interface BackgroundStackProps extends StackProps, FunctionStackProps {}

/** What nobody waits for: its functions, what feeds them, and the queues of what keeps failing. */
export class BackgroundStack extends Stack {
  /** What the alarms and the dashboard watch. */
  readonly monitored: Pick<
    MonitoredParts,
    "keyKeeper" | "pendingWatch" | "keyWatch" | "removal" | "directory" | "photos"
  >;

  constructor(scope: Construct, id: string, props: BackgroundStackProps) {
    super(scope, id, props);
    const { settings, stateful, code } = props;
    const shared: SharedFunctionProps = {
      sources: functionSources(this, code, BACKGROUND_IDS),
      environment: functionEnvironment(stateful, settings),
      ...logSettings(settings),
      data: dataArns(stateful),
    };
    const { removal, directory } = this.createConsumers(shared, props);
    const photos = new PhotoPipeline(this, "PhotoPipeline", {
      ...shared,
      bucketName: stateful.photoBucket.bucketName,
      photoConcurrency: settings.photoConcurrency,
      sweepShards: settings.sweepShards,
    });
    const { keeper } = new IssuerKeyKeeper(this, "IssuerKeys", {
      ...shared,
      environment: { JWT_ISSUERS: jwtIssuers(this, props), TABLE_NAME: stateful.table.tableName },
    });
    this.addStackDependency(stateful);
    const working = [removal.consumer, directory.consumer, photos.uploads, photos.sweep, keeper];
    const logGroups = working.map(({ logGroup }) => logGroup);
    saveFaultQuery(this, { folder: settings.stackPrefix, of: "the background", logGroups });
    const watches = new BacklogWatches(this, "Watches", shared);
    this.monitored = {
      keyKeeper: keeper.lambda,
      pendingWatch: watches.pending.lambda,
      keyWatch: watches.keys.lambda,
      removal: { consumer: removal.consumer.lambda, deadLetters: removal.deadLetters },
      directory: { consumer: directory.consumer.lambda, deadLetters: directory.deadLetters },
      photos: {
        uploads: photos.uploads.lambda,
        sweep: photos.sweep.lambda,
        deadLetters: photos.deadLetters,
      },
    };
    this.exportMonitored();
  }

  /** What follows the table's stream. */
  private createConsumers(
    shared: SharedFunctionProps,
    { settings, stateful }: BackgroundStackProps,
  ) {
    const { streamArn, userPoolArn } = stateful;
    const { gradual } = settings;
    const removal = new RemovalConsumer(this, "Removal", {
      ...shared,
      environment: {
        ...shared.environment,
        LOG_KEY: stateful.logKeyValue,
        ERASURE_WAIT_SECONDS: String(settings.erasureWaitSeconds),
      },
      ...{ streamArn, userPoolArn, gradual },
      removalLogBucket: stateful.removalLog.bucketName,
    });
    const directory = new DirectoryConsumer(this, "Directory", { ...shared, streamArn, gradual });
    return { removal, directory };
  }

  /** Said here, so that they are the same whatever is watched of them. */
  private exportMonitored(): void {
    const { keyKeeper, pendingWatch, keyWatch, removal, directory, photos } = this.monitored;
    const consumers = [removal.consumer, directory.consumer];
    const watches = [keyKeeper, pendingWatch, keyWatch];
    const functions = [...watches, ...consumers, photos.uploads, photos.sweep];
    for (const { functionName } of functions) this.exportValue(functionName);
    const queues = [removal.deadLetters, directory.deadLetters, photos.deadLetters];
    for (const { queueName } of queues) this.exportValue(queueName);
  }
}
