import { Aws, Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import {
  type MonitoredParts,
  PERIOD,
  type ServiceMetrics,
  serviceMetrics,
} from "./service-metrics.ts";

/** What is watched, and who gets a mail; nobody without an address. */
export interface MonitoringProps extends MonitoredParts {
  readonly alarmEmail?: string | undefined;
}

interface AlarmProps {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods of the metric above the threshold. */
  readonly periods?: number;
  /** What it means and where to look first. */
  readonly description: string;
}

/** Alarms for what needs a person, and one dashboard. */
export class Monitoring extends Construct {
  private readonly topic: Topic | undefined;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.topic = props.alarmEmail ? this.createTopic(props.alarmEmail) : undefined;
    const metrics = serviceMetrics(this, props);
    this.addAlarms(metrics);
    this.addDashboard(props, metrics);
  }

  private addAlarms(metrics: ServiceMetrics): void {
    this.alarm("ServerErrors", {
      metric: metrics.serverErrorRate,
      threshold: 0.01,
      description: "More than 1 % of the requests fail on our side: see the functions' logs.",
    });
    this.alarm("AuthorizerFails", {
      metric: metrics.authorizerFailures,
      threshold: 0,
      description: "The authorizer crashes or times out: see its log and the issuer's key set.",
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
    this.alarm("RequestsThrottled", {
      metric: metrics.throttledRequests,
      threshold: 0,
      periods: 3,
      description: "Callers are held back for 15 minutes: raise throttleRate or find who calls.",
    });
    this.alarm("TableThrottled", {
      metric: metrics.tableThrottles,
      threshold: 0,
      description: "DynamoDB refuses requests: look for a hot partition or an account limit.",
    });
    this.addRemovalAlarms(metrics);
    this.addDirectoryAlarms(metrics);
    this.addPhotoAlarms(metrics);
  }

  private addRemovalAlarms(metrics: ServiceMetrics): void {
    this.alarm("RemovalsLate", {
      metric: metrics.removalAge,
      threshold: Duration.minutes(15).toMilliseconds(),
      description: "Removals wait for more than 15 minutes: see the log of finish-removal.",
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

  private alarm(id: string, props: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: props.description,
    });
    if (this.topic) alarm.addAlarmAction(new SnsAction(this.topic));
  }

  private createTopic(email: string): Topic {
    const topic = new Topic(this, "Topic", { enforceSSL: true });
    // A topic with a policy of its own loses the default one that lets alarms publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  private addDashboard(
    { api, table, removal, directory, photos }: MonitoringProps,
    metrics: ServiceMetrics,
  ): void {
    const period = { period: PERIOD };
    const latency = (statistic: string) => api.metricLatency({ ...period, statistic });
    const dashboard = new Dashboard(this, "Dashboard", { defaultInterval: Duration.hours(24) });
    dashboard.addWidgets(
      graph("Requests", [api.metricCount(period), api.metricClientError(period)]),
      graph("Share of server errors", [metrics.serverErrorRate]),
      graph("Latency", [latency("p50"), latency("p99")]),
    );
    dashboard.addWidgets(
      graph("Held back and refused", [
        metrics.throttledRequests,
        metrics.tableThrottles,
        metrics.authorizerFailures,
        metrics.dependencyFailures,
      ]),
      graph("Table units", [
        table.metricConsumedReadCapacityUnits(period),
        table.metricConsumedWriteCapacityUnits(period),
      ]),
      graph("Removals", [removal.consumer.metricInvocations(period), metrics.failedRemovals]),
    );
    dashboard.addWidgets(
      graph("Uploads", [photos.uploads.metricInvocations(period), metrics.failedUploads]),
      graph("Time of an upload", [photos.uploads.metricDuration(period), metrics.uploadAge]),
      graph("Directory", [directory.consumer.metricInvocations(period), metrics.failedIndexing]),
    );
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8 });
}
