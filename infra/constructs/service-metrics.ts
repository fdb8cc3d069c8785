import { Aws, Duration } from "aws-cdk-lib";
import type { RestApi } from "aws-cdk-lib/aws-apigateway";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, type LogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { METRIC_NAMESPACE, type MetricName } from "../../shared/metric-names.ts";

/** What a figure sums up or picks from. */
export const PERIOD = Duration.minutes(5);
const MAXIMUM = { statistic: "Maximum", period: PERIOD };

/** A table, as it is watched. */
export type MeasuredTable = Pick<
  ITable,
  "metric" | "metricConsumedReadCapacityUnits" | "metricConsumedWriteCapacityUnits"
>;

/** A consumer of the table's stream. */
export interface MonitoredConsumer {
  readonly consumer: LambdaFunction;
  readonly deadLetters: Queue;
}

/** What is watched. */
export interface MonitoredParts {
  readonly api: RestApi;
  readonly accessLog: LogGroup;
  readonly table: MeasuredTable;
  readonly authorizer: LambdaFunction;
  /** Keeps the issuers' keys. */
  readonly keyKeeper: LambdaFunction;
  readonly removal: MonitoredConsumer;
  readonly directory: MonitoredConsumer;
  readonly photos: {
    readonly uploads: LambdaFunction;
    readonly sweep: LambdaFunction;
    readonly deadLetters: Queue;
  };
}

/** Each figure by its name. */
export type ServiceMetrics = ReturnType<typeof serviceMetrics>;

/** The figures that alarms and the dashboard are made of. Some need filters, made in the scope. */
export function serviceMetrics(scope: Construct, parts: MonitoredParts) {
  const { api, accessLog, table, authorizer, keyKeeper, removal, directory, photos } = parts;
  return {
    serverErrorRate: api.metricServerError({ statistic: "Average", period: PERIOD }),
    authorizerFailures: countInLog(scope, "AuthorizerFailures", accessLog, [
      "AUTHORIZER_FAILURE",
      "AUTHORIZER_CONFIGURATION_ERROR",
    ]),
    dependencyFailures: countedBy(authorizer, "AuthorizerDependencyFailure"),
    staleKeys: staleKeys(authorizer, keyKeeper),
    throttledRequests: countInLog(scope, "ThrottledRequests", accessLog, ["THROTTLED"]),
    tableThrottles: tableThrottles(table),
    removalAge: removal.consumer.metric("IteratorAge", MAXIMUM),
    failedRemovals: removal.deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
    indexAge: directory.consumer.metric("IteratorAge", MAXIMUM),
    failedIndexing: directory.deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
    uploadAge: photos.uploads.metric("AsyncEventAge", MAXIMUM),
    failedUploads: photos.deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
    sweepStops: countedBy(photos.sweep, "SweepStopped"),
    sweepFailures: photos.sweep.metricErrors({ statistic: "Sum", period: Duration.hours(1) }),
  };
}

/**
 * Counts access log lines by the gateway's error type. The authorizer's own error metric will
 * not do: every caller without a credential counts there as a failed invocation.
 */
function countInLog(
  scope: Construct,
  name: string,
  logGroup: LogGroup,
  types: readonly string[],
): Metric {
  const filter = new MetricFilter(scope, name, {
    logGroup,
    filterPattern: FilterPattern.any(
      ...types.map((type) => FilterPattern.stringValue("$.errorType", "=", type)),
    ),
    metricNamespace: Aws.STACK_NAME,
    metricName: name,
    defaultValue: 0,
  });
  return filter.metric({ statistic: "Sum", period: PERIOD });
}

/** What a function counts itself, in its log. */
function countedBy({ functionName }: LambdaFunction, metricName: MetricName): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { FunctionName: functionName },
    statistic: "Sum",
    period: PERIOD,
  });
}

/** Either notices first: the one by its callers, the other when nobody calls. */
function staleKeys(authorizer: LambdaFunction, keyKeeper: LambdaFunction): IMetric {
  return new MathExpression({
    expression: "FILL(used, 0) + FILL(unkept, 0) + FILL(failed, 0)",
    usingMetrics: {
      used: countedBy(authorizer, "IssuerKeysStale"),
      unkept: countedBy(keyKeeper, "IssuerKeysStale"),
      failed: keyKeeper.metricErrors({ statistic: "Sum", period: PERIOD }),
    },
    label: "Issuers whose keys cannot be read",
    period: PERIOD,
  });
}

function tableThrottles(table: MeasuredTable): IMetric {
  const events = (name: string) => table.metric(name, { statistic: "Sum", period: PERIOD });
  return new MathExpression({
    expression: "FILL(reads, 0) + FILL(writes, 0)",
    usingMetrics: { reads: events("ReadThrottleEvents"), writes: events("WriteThrottleEvents") },
    label: "Throttled by the table",
    period: PERIOD,
  });
}
