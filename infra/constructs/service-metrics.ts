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
  /** Measures how old is what waits to be removed, and counts the gateway's keys. */
  readonly pendingWatch: LambdaFunction;
  readonly keyWatch: LambdaFunction;
  /** Uses the API as a caller does, so often; left out where nobody asked for it. */
  readonly check?: { readonly lambda: LambdaFunction; readonly every: Duration } | undefined;
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

/** AWS's own number of keys an account and region. */
const MOST_GATEWAY_KEYS = 10_000;

/** The figures that alarms and the dashboard are made of. Some need filters, made in the scope. */
export function serviceMetrics(scope: Construct, parts: MonitoredParts) {
  const { api, accessLog, table, authorizer, keyKeeper, removal, directory, photos } = parts;
  const gatewayKeys = gauge(parts.keyWatch, "GatewayKeys", Duration.hours(2));
  return {
    serverErrorRate: api.metricServerError({ statistic: "Average", period: PERIOD }),
    slowest: api.metricLatency({ statistic: "p99", period: PERIOD }),
    functionThrottles: ofAllFunctions("Throttles", "Sum"),
    concurrencyUse: concurrencyUse(),
    gatewayKeys,
    gatewayKeyUse: new MathExpression({
      expression: `100 * keys / ${MOST_GATEWAY_KEYS}`,
      usingMetrics: { keys: gatewayKeys },
      label: "Gateway keys in use, %",
      period: Duration.hours(2),
    }),
    pendingSeconds: gauge(parts.pendingWatch, "PendingSeconds", Duration.minutes(15)),
    failedChecks: parts.check && failedChecks(parts.check.lambda, parts.check.every),
    logBytes: new Metric({
      ...{ namespace: "AWS/Logs", metricName: "IncomingBytes" },
      ...{ statistic: "Sum", period: Duration.days(1), label: "Bytes logged, of all log groups" },
    }),
    authorizerFailures: countInLog(scope, "AuthorizerFailures", accessLog, [
      "AUTHORIZER_FAILURE",
      "AUTHORIZER_CONFIGURATION_ERROR",
    ]),
    dependencyFailures: countedBy(authorizer.functionName, "AuthorizerDependencyFailure"),
    staleKeys: staleKeys(authorizer, keyKeeper),
    throttledRequests: countInLog(scope, "ThrottledRequests", accessLog, ["THROTTLED"]),
    tableThrottles: tableThrottles(table),
    removalAge: removal.consumer.metric("IteratorAge", MAXIMUM),
    failedRemovals: removal.deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
    indexAge: directory.consumer.metric("IteratorAge", MAXIMUM),
    failedIndexing: directory.deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
    uploadAge: photos.uploads.metric("AsyncEventAge", MAXIMUM),
    failedUploads: photos.deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
    sweepStops: countedBy(photos.sweep.functionName, "SweepStopped"),
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
export function countedBy(functionName: string, metricName: MetricName): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { FunctionName: functionName },
    statistic: "Sum",
    period: PERIOD,
  });
}

/** What a function measures itself, at each run. */
function gauge({ functionName }: LambdaFunction, metricName: MetricName, period: Duration): Metric {
  const dimensionsMap = { FunctionName: functionName };
  return new Metric({
    ...{ namespace: METRIC_NAMESPACE, metricName, dimensionsMap },
    ...{ statistic: "Maximum", period },
  });
}

/** Twice the time between two runs, so that each has at least one. */
function failedChecks({ functionName }: LambdaFunction, every: Duration): Metric {
  const dimensionsMap = { FunctionName: functionName };
  return new Metric({
    ...{ namespace: METRIC_NAMESPACE, metricName: "FailedCheckSteps", dimensionsMap },
    ...{ statistic: "Maximum", period: Duration.minutes(2 * every.toMinutes()) },
  });
}

/** Of the account and region: that is what Lambda's limit is for. */
function ofAllFunctions(metricName: string, statistic: string): Metric {
  return new Metric({ namespace: "AWS/Lambda", metricName, statistic, period: PERIOD });
}

function concurrencyUse(): IMetric {
  return new MathExpression({
    expression: "100 * used / SERVICE_QUOTA(used)",
    usingMetrics: {
      used: new Metric({
        namespace: "AWS/Usage",
        metricName: "ResourceCount",
        dimensionsMap: {
          ...{ Service: "Lambda", Type: "Resource" },
          ...{ Resource: "ConcurrentExecutions", Class: "None" },
        },
        ...MAXIMUM,
      }),
    },
    label: "Concurrent executions in use, %",
    period: PERIOD,
  });
}

/** Either notices first: the one by its callers, the other when nobody calls. */
function staleKeys(authorizer: LambdaFunction, keyKeeper: LambdaFunction): IMetric {
  return new MathExpression({
    expression: "FILL(used, 0) + FILL(unkept, 0) + FILL(failed, 0)",
    usingMetrics: {
      used: countedBy(authorizer.functionName, "IssuerKeysStale"),
      unkept: countedBy(keyKeeper.functionName, "IssuerKeysStale"),
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
