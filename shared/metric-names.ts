/** Namespace of the metrics that functions count themselves. */
export const METRIC_NAMESPACE = "Profiles";

/** The metrics there are; the stack sets alarms on them by these names. */
export type MetricName = "AuthorizerDependencyFailure" | "IssuerKeysStale" | "SweepStopped";
