/** A limit of AWS that a deployment comes near. Of an account and a region, if nothing else is said. */
export interface Quota {
  readonly service: string;
  /** As Service Quotas or AWS's page calls it. */
  readonly name: string;
  /** By default. */
  readonly value: number;
  readonly unit: string;
  readonly adjustable: boolean;
  /** Where it is raised, or what to do instead. */
  readonly raise: string;
  readonly page: string;
}

const GATEWAY = "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html";
const LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const TABLE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html";
const WARM =
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html";
const PARTITION =
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";
const STREAMS = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html";
const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html";
const SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html";
const CDN =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html";
const EVENTS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html";
const POOL = "https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html";
const LOGS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html";

/** In the order of a request's way. */
export const QUOTAS = {
  gatewayRate: quota(
    ["API Gateway", "Throttle rate", GATEWAY],
    [10_000, "requests/s"],
    "Service Quotas, L-8A5B8E43; then `throttleRate`. 2,500 in some regions. Its burst follows it",
  ),
  gatewayKeys: fixed(
    ["API Gateway", "API keys", GATEWAY],
    [10_000, "keys"],
    "another account or region; only paying plans and the shared keys take any",
  ),
  createKey: fixed(
    ["API Gateway", "CreateApiKey", GATEWAY],
    [5, "calls/s"],
    "nothing: only the operator's commands make keys",
  ),
  concurrency: quota(
    ["Lambda", "Concurrent executions", LAMBDA],
    [1_000, "environments"],
    "Service Quotas, L-B99A9384. New accounts have 10. Requests a second are ten times as many",
  ),
  scaling: fixed(
    ["Lambda", "Concurrency scaling rate", LAMBDA],
    [1_000, "environments in 10 s, each function"],
    "nothing; it is for each function",
  ),
  newWrites: quota(
    ["DynamoDB", "Warm throughput of a new table, writes", WARM],
    [4_000, "units/s"],
    "grows with the load by itself; before a launch `aws dynamodb update-table --warm-throughput`, paid once",
  ),
  newReads: quota(
    ["DynamoDB", "Warm throughput of a new table, reads", WARM],
    [12_000, "units/s"],
    "the same",
  ),
  tableWrites: quota(
    ["DynamoDB", "Table-level write throughput limit", TABLE],
    [40_000, "units/s"],
    "Service Quotas",
  ),
  tableReads: quota(
    ["DynamoDB", "Table-level read throughput limit", TABLE],
    [40_000, "units/s"],
    "Service Quotas",
  ),
  partition: fixed(
    ["DynamoDB", "One partition, writes (reads: 3,000)", PARTITION],
    [1_000, "units/s"],
    "nothing; DynamoDB splits a busy partition between sort keys by itself, but never an item",
  ),
  streamReaders: fixed(
    ["DynamoDB Streams", "Readers of a shard", STREAMS],
    [2, "readers"],
    "nothing: removals and directory are the two. A third one would be fed by one of them",
  ),
  s3Writes: fixed(
    ["S3", "Writes of a prefix", S3],
    [3_500, "requests/s"],
    "nothing: S3 splits by prefix, and the ids of profiles are spread",
  ),
  secretReads: fixed(
    ["Secrets Manager", "Rate of GetSecretValue", SECRETS],
    [10_000, "calls/s"],
    "nothing; it is asked once an environment and five minutes",
  ),
  cdnRate: quota(
    ["CloudFront", "Requests per second per distribution", CDN],
    [250_000, "requests/s"],
    "Service Quotas; photos only",
  ),
  events: quota(
    ["EventBridge", "Invocations throttle limit in transactions per second", EVENTS],
    [1_100, "events/s"],
    "Service Quotas; 18,750 in the largest regions. Later ones wait, and are not lost",
  ),
  signIns: quota(
    ["Cognito", "Rate of UserAuthentication requests", POOL],
    [120, "requests/s"],
    "Service Quotas; only with `userPool`",
  ),
  putLogs: quota(
    ["CloudWatch Logs", "PutLogEvents throttle limit", LOGS],
    [5_000, "calls/s"],
    "Service Quotas; `logLevel` makes fewer lines",
  ),
  insights: fixed(
    ["CloudWatch Logs", "Concurrent Logs Insights queries", LOGS],
    [100, "queries"],
    "nothing; ask for fewer hours at a time",
  ),
} as const satisfies Readonly<Record<string, Quota>>;

/** How much of it there is by default. */
export function limitOf(name: keyof typeof QUOTAS): number {
  return QUOTAS[name].value;
}

/** Service, name and page of a quota, and its default. */
type Facts = [
  names: [service: string, name: string, page: string],
  byDefault: [value: number, unit: string],
  raise: string,
];

/** One that AWS raises when asked. */
function quota(...facts: Facts): Quota {
  return { ...fixed(...facts), adjustable: true };
}

/** One that it does not raise. */
function fixed(...[[service, name, page], [value, unit], raise]: Facts): Quota {
  return { service, name, page, value, unit, raise, adjustable: false };
}
