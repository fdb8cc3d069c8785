import { join } from "node:path";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { objectOf } from "../../template/json.ts";

const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/** What the template says about one function. */
export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  /** Absolute folder of the bundle. */
  readonly taskRoot: string;
  /** `file.export`, relative to the bundle. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Environment variables, not yet mapped to local addresses. */
  readonly variables: Readonly<Record<string, string>>;
  /** `node_modules` folders of the layers, in Lambda's order of search. */
  readonly modulePaths: readonly string[];
  readonly reservedConcurrency: number | undefined;
  readonly logGroup: string;
  /**
   * Port of the loopback on which a new environment waits for a debugger before it loads anything; 0
   * lets the system choose. No time limit holds then. Runs without a debugger when left out.
   */
  readonly inspectPort?: number;
}

/** Reads a function's properties. Throws an Error with a clear sentence for what cannot run locally. */
export function readFunctionConfiguration(
  fn: DeployedResource,
  resources: DeployedResources,
): FunctionConfiguration {
  const { Handler, Timeout, MemorySize, ReservedConcurrentExecutions } = fn.properties;
  if (fn.assetPath === undefined || typeof Handler !== "string") {
    throw new Error(`Function ${fn.physicalId} has no code asset with a handler; it cannot run.`);
  }
  const logGroup = objectOf(fn.properties.LoggingConfig).LogGroup;
  return {
    name: fn.physicalId,
    arn: fn.arn,
    taskRoot: fn.assetPath,
    handler: Handler,
    timeoutMs: numberOr(Timeout, DEFAULT_TIMEOUT_SECONDS) * 1000,
    memoryMb: numberOr(MemorySize, DEFAULT_MEMORY_MB),
    variables: variablesOf(fn),
    modulePaths: modulePathsOf(fn, resources),
    reservedConcurrency:
      ReservedConcurrentExecutions === undefined
        ? undefined
        : numberOr(ReservedConcurrentExecutions, 0),
    logGroup: typeof logGroup === "string" ? logGroup : `/aws/lambda/${fn.physicalId}`,
  };
}

function variablesOf(fn: DeployedResource): Record<string, string> {
  const variables = objectOf(objectOf(fn.properties.Environment).Variables);
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, String(value)]),
  );
}

/** Layers are unpacked into `/opt`; the version's own folder is searched first. */
function modulePathsOf(fn: DeployedResource, resources: DeployedResources): string[] {
  const { Layers = [], Runtime } = fn.properties;
  if (!Array.isArray(Layers)) throw new Error(`Layers of ${fn.physicalId} must be a list.`);
  const folders = Layers.map((arn) => layerFolder(arn, fn, resources));
  const major = /^nodejs(\d+)\.x$/.exec(String(Runtime))?.[1] ?? "24";
  return [join("nodejs", `node${major}`, "node_modules"), join("nodejs", "node_modules")].flatMap(
    (part) => folders.map((folder) => join(folder, part)),
  );
}

function layerFolder(arn: Json, fn: DeployedResource, resources: DeployedResources): string {
  const layer = resources
    .ofType("AWS::Lambda::LayerVersion")
    .find((candidate) => candidate.arn === arn || candidate.physicalId === arn);
  if (layer?.assetPath !== undefined) return layer.assetPath;
  throw new Error(
    `Layer ${String(arn)} of function ${fn.physicalId} has no code asset in the stacks.`,
  );
}

function numberOr(value: Json | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (Number.isFinite(number)) return number;
  throw new Error(`Expected a number in the template, found ${JSON.stringify(value)}.`);
}
