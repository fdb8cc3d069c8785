import { CfnQueryDefinition, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";

/** The logs that questions are put to. */
export interface SavedQueriesProps {
  /** Folder of the queries in CloudWatch: the stacks' prefix. */
  readonly folder: string;
  readonly accessLog: ILogGroup;
  readonly authorizerLog: ILogGroup;
}

/** Questions to the access log, each with the steps that answer it. */
export const ACCESS_LOG_QUERIES: Readonly<Record<string, readonly string[]>> = {
  "What fails": [
    "filter status >= 500",
    "stats count(*) as requests, count_distinct(account) as accounts, latest(requestId) as example by resourcePath, method, status, errorType, integrationError",
    "sort requests desc",
  ],
  "Since when it fails": [
    "filter status >= 500",
    "stats count(*) as requests by bin(1m), resourcePath",
    "sort requests desc",
  ],
  "Who is held back": [
    "filter status = 429",
    // `-` as the error's type: a function refused it, as a daily figure is used up.
    "stats count(*) as requests by account, credential, plan, gatewayKeyId, errorType",
    "sort requests desc",
  ],
  "Who calls most": [
    "stats count(*) as requests, sum(responseLength) as bytes by account, credential, plan",
    "sort requests desc",
    "limit 50",
  ],
  "What is called without an account": [
    'filter account = "-"',
    "stats count(*) as requests, sum(responseLength) as bytes by resourcePath, method, status, bin(5m)",
    "sort requests desc",
  ],
  "What one account does": [
    'filter account = "put the digest here"',
    "stats count(*) as requests by bin(1h), credential, apiKeyId, method, resourcePath, status",
    "sort requests desc",
  ],
  "What one API key does": [
    'filter apiKeyId = "put the id of the key here"',
    "stats count(*) as requests, min(@timestamp) as first, max(@timestamp) as last by account, method, resourcePath, status",
    "sort requests desc",
  ],
  "What was deleted": [
    'filter method = "DELETE" and status < 300',
    "stats count(*) as requests, min(@timestamp) as first, max(@timestamp) as last by account, credential, apiKeyId, resourcePath",
    "sort requests desc",
  ],
  "What is slow": [
    "stats count(*) as requests, pct(latency, 50) as p50, pct(latency, 99) as p99, pct(integrationLatency, 99) as function99, pct(authorizerLatency, 99) as authorizer99 by resourcePath, method",
    "sort p99 desc",
  ],
  "What costs": [
    "stats count(*) as requests, sum(integrationLatency) / 1000 as functionSeconds, sum(responseLength) / 1e6 as megabytes by resourcePath, method",
    "sort functionSeconds desc",
  ],
};

const AUTHORIZER_QUERIES = {
  "Why nobody gets in": [
    'filter level in ["warn", "error"] or level in ["WARN", "ERROR"]',
    "stats count(*) as lines, min(@timestamp) as first, max(@timestamp) as last, latest(requestId) as example by message, error",
    "sort lines desc",
  ],
};

/** One row for each kind of fault: which route, what, how often, whom it met, and one request of it. */
const FAULTS = [
  'filter level in ["warn", "error"] or level in ["WARN", "ERROR"]',
  "parse error /^(?<fault>[^\\n]{1,300})/",
  "stats count(*) as lines, count_distinct(account) as accounts, min(@timestamp) as first, max(@timestamp) as last, latest(requestId) as example by route, message, fault",
  "sort lines desc",
];

/** Questions of the runbook to the gateway's logs, saved in CloudWatch Logs Insights. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    const { folder, accessLog, authorizerLog } = props;
    this.add(folder, ACCESS_LOG_QUERIES, accessLog);
    this.add(folder, AUTHORIZER_QUERIES, authorizerLog);
  }

  private add(
    folder: string,
    queries: Readonly<Record<string, readonly string[]>>,
    logGroup: ILogGroup,
  ): void {
    for (const [name, steps] of Object.entries(queries)) {
      saveQuery(this, { folder, name, steps, logGroups: [logGroup] });
    }
  }
}

/** The functions of one stack, and how they are called together. */
export interface FaultQueryProps {
  readonly folder: string;
  /** What the name ends in: `profiles` as in `Faults in profiles`. */
  readonly of: string;
  readonly logGroups: readonly ILogGroup[];
}

/** Saves the question which faults the functions of a stack have logged. */
export function saveFaultQuery(scope: Construct, { folder, of, logGroups }: FaultQueryProps): void {
  saveQuery(scope, { folder, name: `Faults in ${of}`, steps: FAULTS, logGroups });
}

function saveQuery(
  scope: Construct,
  query: {
    readonly folder: string;
    readonly name: string;
    readonly steps: readonly string[];
    readonly logGroups: readonly ILogGroup[];
  },
): void {
  const id = query.name.replace(/(?:^| )(\w)/g, (_, first: string) => first.toUpperCase());
  new CfnQueryDefinition(scope, id, {
    name: `${query.folder}/${query.name}`,
    queryString: query.steps.join("\n| "),
    logGroupNames: query.logGroups.map(({ logGroupName }) => logGroupName),
  });
}
