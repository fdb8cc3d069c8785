/** Namespace of the metrics that functions count themselves. */
export const METRIC_NAMESPACE = "Profiles";

/** The metrics there are; the stack sets alarms on them by these names. */
export type MetricName =
  | "AuthorizerDependencyFailure"
  | "IssuerKeysStale"
  /** The sweep would have removed too much. */
  | "SweepStopped"
  /** Seconds since the oldest thing that is to be removed was put on record. */
  | "PendingSeconds"
  /** Keys there are in the gateway's account and region. */
  | "GatewayKeys"
  /** Steps of a check that went wrong; 0 for a good one. */
  | "FailedCheckSteps"
  /** Records of the stream that could not be settled. */
  | "RecordsFailed";
