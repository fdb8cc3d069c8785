import { log } from "./log.ts";
import { METRIC_NAMESPACE, type MetricName } from "./metric-names.ts";
import { settings } from "./settings.ts";

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
