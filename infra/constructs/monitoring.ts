import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import { AlarmActions, type AlarmTargets } from "./alarm-actions.ts";
import { CostBudget } from "./cost-budget.ts";
import { addDashboard } from "./operations-dashboard.ts";
import { type MonitoredParts, type ServiceMetrics, serviceMetrics } from "./service-metrics.ts";

/** What is watched, and who is told. */
export interface MonitoringProps extends MonitoredParts {
  readonly settings: AlarmTargets & Pick<Settings, "monthlyBudget">;
}

interface AlarmProps {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods of the metric above the threshold. */
  readonly periods?: number;
  /** What it means and where to look first. */
  readonly description: string;
  /** For a figure that is always there: that it stays away is told, too. */
  readonly always?: true;
}

/** Alarms for what needs a person, and one dashboard. */
export class Monitoring extends Construct {
  private readonly actions: AlarmActions;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { alarmEmail, monthlyBudget } = props.settings;
    this.actions = new AlarmActions(this, "Actions", props.settings);
    const metrics = serviceMetrics(this, props);
    this.addRequestAlarms(metrics);
    this.addLimitAlarms(metrics);
    this.addRemovalAlarms(metrics);
    this.addDirectoryAlarms(metrics);
    this.addPhotoAlarms(metrics);
    this.addCheckAlarm(metrics);
    addDashboard(this, props, metrics);
    if (monthlyBudget === undefined) return;
    const topic = this.actions.topics.at(-1);
    new CostBudget(this, "Costs", { monthlyBudget, alarmEmail, topic });
  }

  private addRequestAlarms(metrics: ServiceMetrics): void {
    this.alarm("ServerErrors", {
      metric: metrics.serverErrorRate,
      threshold: 0.01,
      description: "More than 1 % of the requests fail on our side: query What fails.",
    });
    this.alarm("Slow", {
      metric: metrics.slowest,
      threshold: Duration.seconds(3).toMilliseconds(),
      periods: 3,
      description: "One request in a hundred takes over 3 s for 15 minutes: query What is slow.",
    });
    this.alarm("AuthorizerFails", {
      metric: metrics.authorizerFailures,
      threshold: 0,
      description: "The authorizer crashes or times out: query Why nobody gets in.",
    });
    this.alarm("AuthorizerDependencyFails", {
      metric: metrics.dependencyFailures,
      threshold: 0,
      description: "Callers get 503, as an issuer, the table or the secret cannot be reached.",
    });
    this.alarm("IssuerKeysStale", {
      metric: metrics.staleKeys,
      threshold: 0,
      periods: 3,
      description: "An issuer's keys cannot be read for 15 minutes: known ones last for 24 hours.",
    });
  }

  private addLimitAlarms(metrics: ServiceMetrics): void {
    this.alarm("RequestsThrottled", {
      metric: metrics.throttledRequests,
      threshold: 0,
      periods: 3,
      description: "Callers are held back for 15 minutes: query Who is held back.",
    });
    this.alarm("TableThrottled", {
      metric: metrics.tableThrottles,
      threshold: 0,
      description: "DynamoDB refuses requests: queries Faults in … say in which routes.",
    });
    this.alarm("FunctionsThrottled", {
      metric: metrics.functionThrottles,
      threshold: 0,
      description: "Lambda refuses invocations: the account's concurrent executions are spent.",
    });
    this.alarm("ConcurrencyHigh", {
      metric: metrics.concurrencyUse,
      threshold: 80,
      description: "Over 80 % of the account's concurrent executions are in use: ask for more.",
    });
    this.alarm("GatewayKeysHigh", {
      metric: metrics.gatewayKeys,
      threshold: 8_000,
      description: "Over 80 % of the gateway's 10,000 keys are in use, and AWS gives no more.",
    });
  }

  private addRemovalAlarms(metrics: ServiceMetrics): void {
    this.alarm("RemovalsLate", {
      metric: metrics.removalAge,
      threshold: Duration.minutes(15).toMilliseconds(),
      description: "Removals wait for more than 15 minutes: see the log of finish-removal.",
    });
    this.alarm("RemovalsPending", {
      metric: metrics.pendingSeconds,
      threshold: Duration.minutes(30).toSeconds(),
      always: true,
      description:
        "Something to be removed is on record for over 30 minutes: is the stream's mapping on? Without data: watch-pending does not run.",
    });
    this.alarm("RemovalsFailed", {
      metric: metrics.failedRemovals,
      threshold: 0,
      description: "A removal failed for good: docs/operations.md says how to run it again.",
    });
  }

  private addDirectoryAlarms(metrics: ServiceMetrics): void {
    this.alarm("DirectoryLate", {
      metric: metrics.indexAge,
      threshold: Duration.minutes(15).toMilliseconds(),
      description:
        "New profiles are not found for more than 15 minutes: see the log of index-profile.",
    });
    this.alarm("DirectoryFailed", {
      metric: metrics.failedIndexing,
      threshold: 0,
      description: "A profile was not indexed: docs/operations.md says how to do it again.",
    });
  }

  private addPhotoAlarms(metrics: ServiceMetrics): void {
    this.alarm("UploadsLate", {
      metric: metrics.uploadAge,
      threshold: Duration.minutes(10).toMilliseconds(),
      description: "Uploaded photos wait for more than 10 minutes: raise photoConcurrency.",
    });
    this.alarm("UploadsFailed", {
      metric: metrics.failedUploads,
      threshold: 0,
      description: "An upload failed for good: see the log of process-photo-upload.",
    });
    this.alarm("SweepFails", {
      metric: metrics.sweepFailures,
      // The third attempt is the last.
      threshold: 2,
      description: "A sweep of the photo bucket failed at every attempt: see its log.",
    });
    this.alarm("SweepStopped", {
      metric: metrics.sweepStops,
      threshold: 0,
      description: "The sweep would remove too many photos, and has not: see docs/operations.md.",
    });
  }

  private addCheckAlarm({ failedChecks }: ServiceMetrics): void {
    if (!failedChecks) return;
    this.alarm("CheckFails", {
      metric: failedChecks,
      threshold: 0,
      always: true,
      description: "The API does not do what a caller needs: the log of check-service says which.",
    });
  }

  private alarm(id: string, props: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // A figure of what callers or events do stays away where there are none.
      treatMissingData: props.always ? TreatMissingData.MISSING : TreatMissingData.NOT_BREACHING,
      alarmDescription: props.description,
    });
    this.actions.notify(alarm, props.always ? "told" : "fine");
  }
}
