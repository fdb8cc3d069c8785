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
  log(level, message, { ...facts, ...embedded(metric, "Count", 1) });
}

/**
 * Logs a figure that CloudWatch reads out of the line, whether it is good or bad. At the level of
 * warnings, as a lower one may be left out of the log.
 */
export function logFigure(
  message: string,
  metric: MetricName,
  unit: "Count" | "Seconds",
  value: number,
  facts: object = {},
): void {
  log("warn", message, { ...facts, ...embedded(metric, unit, value) });
}

function embedded(metric: MetricName, unit: string, value: number): object {
  const directive = {
    Namespace: METRIC_NAMESPACE,
    Dimensions: [["FunctionName"]],
    Metrics: [{ Name: metric, Unit: unit }],
  };
  return {
    FunctionName: settings.functionName,
    [metric]: value,
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] },
  };
}
