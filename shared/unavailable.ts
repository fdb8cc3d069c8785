/**
 * Something this service leans on cannot be had at the moment, found out by ourselves: it has left
 * work undone, or there is no time left to wait for it. Whether a write was made may be unknown.
 */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** AWS services at their limit, by the names that their errors have. */
const THROTTLING = new Set([
  "BandwidthLimitExceeded",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

/** Calls that were too late, or met another call half-way; the same call may succeed later. */
const TRANSIENT = new Set([
  "RequestTimeout",
  "RequestTimeoutException",
  "TimeoutError",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

/** Connections that were not made, or broke off, by the codes of Node.js. */
const CONNECTION = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Reasons of a cancelled transaction that lie with the table, not with what was asked. */
const CANCELLED = new Set(["ProvisionedThroughputExceeded", "ThrottlingError"]);

/** What the SDK's errors, and those of Node.js, tell. */
interface Facts {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/**
 * Whether an error says that a service is throttled, slow or away, so that the same request may
 * succeed in a moment. False for a call that was wrong or not allowed, and for a fault of our own.
 * Errors are known by their fields: a part of a function that is loaded later has its own classes.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, $metadata, $retryable, CancellationReasons }: Facts = error as Facts;
  if (name === "Unavailable" || TRANSIENT.has(String(name)) || CONNECTION.has(String(code))) {
    return true;
  }
  if (name === "TransactionCanceledException") {
    return (CancellationReasons ?? []).some(({ Code = "" }) => CANCELLED.has(Code));
  }
  const status = $metadata?.httpStatusCode ?? 0;
  if ($metadata && (status === 429 || status >= 500 || THROTTLING.has(String(name)))) return true;
  return $retryable?.throttling === true;
}
