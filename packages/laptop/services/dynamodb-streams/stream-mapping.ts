import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { objectOf } from "../../template/json.ts";
import type { Iam } from "../iam/iam.ts";
import type { RecordFilter } from "./filter-criteria.ts";
import { parseFilterCriteria } from "./filter-criteria.ts";

const READ_ACTIONS = ["DescribeStream", "GetRecords", "GetShardIterator"];

/** An event source mapping from a table's stream to a function. */
export interface StreamMapping {
  /** Logical id in the template. */
  readonly id: string;
  readonly functionArn: string;
  readonly functionName: string;
  readonly tableName: string;
  readonly streamArn: string;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  readonly filter: RecordFilter;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly bisects: boolean;
  /** Infinity: until the record is too old. */
  readonly maxRetries: number;
  /** Infinity: never too old. */
  readonly maxAgeMs: number;
  readonly reportsItemFailures: boolean;
  readonly onFailureQueueArn: string | undefined;
}

/**
 * The enabled mappings of the stacks that read a table's stream. Throws an Error with a clear
 * sentence when a setting is not supported, or the function's role may not do what the mapping does
 * in its name.
 */
export function streamMappingsOf(resources: DeployedResources, iam: Iam): readonly StreamMapping[] {
  return resources
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => properties.Enabled !== false && tableOf(properties) !== undefined)
    .map((source) => {
      const mapping = readMapping(source, resources);
      assertPermitted(mapping, iam);
      return mapping;
    });
}

function readMapping(source: DeployedResource, resources: DeployedResources): StreamMapping {
  const { properties } = source;
  const where = `Event source mapping ${source.logicalId}`;
  const fn = resources
    .ofType("AWS::Lambda::Function")
    .find(({ arn, physicalId }) => [arn, physicalId].includes(String(properties.FunctionName)));
  if (fn === undefined) throw new Error(`${where}: its function is not in the stacks.`);
  const { StartingPosition, FunctionResponseTypes } = properties;
  if (StartingPosition !== "TRIM_HORIZON" && StartingPosition !== "LATEST") {
    throw new Error(`${where}: StartingPosition must be TRIM_HORIZON or LATEST.`);
  }
  return {
    id: source.logicalId,
    functionArn: fn.arn,
    functionName: fn.physicalId,
    tableName: tableOf(properties) ?? "",
    streamArn: String(properties.EventSourceArn),
    startingPosition: StartingPosition,
    filter: parseFilterCriteria(properties.FilterCriteria, where),
    batchSize: Number(properties.BatchSize ?? 100),
    windowMs: Number(properties.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    bisects: properties.BisectBatchOnFunctionError === true,
    maxRetries: infiniteIfNegative(properties.MaximumRetryAttempts),
    maxAgeMs: infiniteIfNegative(properties.MaximumRecordAgeInSeconds) * 1000,
    reportsItemFailures:
      Array.isArray(FunctionResponseTypes) &&
      FunctionResponseTypes.includes("ReportBatchItemFailures"),
    onFailureQueueArn: onFailureQueueOf(properties.DestinationConfig, where, resources),
  };
}

/** Lambda reads the stream and writes to the destination with the function's own role. */
function assertPermitted(mapping: StreamMapping, iam: Iam): void {
  const { accessKeyId } = iam.principalOf(mapping.functionArn);
  const needed = READ_ACTIONS.map((name) => [`dynamodb:${name}`, mapping.streamArn] as const);
  const queue = mapping.onFailureQueueArn;
  const all = queue === undefined ? needed : [...needed, ["sqs:SendMessage", queue] as const];
  const missing = all.find(([action, arn]) => !iam.allows(accessKeyId, action, arn, {}));
  if (missing !== undefined) {
    throw new Error(
      `Event source mapping ${mapping.id}: the role of ${mapping.functionName} must allow ${missing[0]} on ${missing[1]}.`,
    );
  }
}

/** Table name of a stream's ARN; undefined for another kind of source. */
function tableOf(properties: DeployedResource["properties"]): string | undefined {
  const arn = String(properties.EventSourceArn);
  return /^arn:[^/]*:dynamodb:[^/]*:table\/([^/]+)\/stream\//.exec(arn)?.[1];
}

function onFailureQueueOf(
  config: Json | undefined,
  where: string,
  resources: DeployedResources,
): string | undefined {
  const destination = objectOf(objectOf(config).OnFailure).Destination;
  if (destination === undefined) return undefined;
  const arn = String(destination);
  if (resources.byArn(arn)?.type === "AWS::SQS::Queue") return arn;
  throw new Error(`${where}: the failure destination ${arn} is not a queue of the stacks.`);
}

function infiniteIfNegative(value: Json | undefined): number {
  const number = Number(value ?? -1);
  return number < 0 ? Number.POSITIVE_INFINITY : number;
}
