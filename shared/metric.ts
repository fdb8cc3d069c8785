import { log } from "./log.ts";
import { settings } from "./settings.ts";

/** Namespace of the metrics that functions count themselves. */
export const METRIC_NAMESPACE = "Profiles";

/** The metrics there are; the stack sets alarms on them by these names. */
export type MetricName = "AuthorizerDependencyFailure" | "IssuerKeysStale";

/**
 * Logs an event and counts it, in one line: CloudWatch reads the metric out of the log (embedded
 * metric format). Pass no credentials, bodies or personal data.
 */
export function logAndCount(
  level: "warn" | "error",
  message: string,
  metric: MetricName,
  facts: object = {},
): void {
  const directive = {
    Namespace: METRIC_NAMESPACE,
    Dimensions: [["FunctionName"]],
    Metrics: [{ Name: metric, Unit: "Count" }],
  };
  log(level, message, {
    ...facts,
    FunctionName: settings.functionName,
    [metric]: 1,
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] },
  });
}
