import { randomUUID } from "node:crypto";
import type { DeployedResources } from "../../template/deployed-resources.ts";
import type { Iam } from "../iam/iam.ts";
import { type FunctionConfiguration, readFunctionConfiguration } from "./function-configuration.ts";
import { FunctionPool } from "./function-pool.ts";
import type { LambdaLog } from "./lambda-log.ts";
import type { LambdaResult, LambdaService } from "./lambda-service.ts";
import { PAYLOAD_LIMIT } from "./lambda-service.ts";
import type { ProcessEnvironmentOptions } from "./process-environment.ts";
import { processEnvironment } from "./process-environment.ts";

/** The functions, their roles, and how long their processes stay. */
export interface LambdaOptions extends ProcessEnvironmentOptions {
  readonly resources: DeployedResources;
  readonly iam: Iam;
  readonly log: LambdaLog;
  /** Milliseconds after which an unused environment ends; five minutes when left out. */
  readonly idleMs?: number | undefined;
  /**
   * Folder in which the functions' processes keep what V8 compiled of the bundles, for the next ones
   * of any platform. Cold starts compile as on Lambda when left out.
   */
  readonly compileCache?: string | undefined;
}

const IDLE_MS = 5 * 60_000;
/** How often unused environments are looked for, within their time. */
const LOOKS = 10;

/** Serves every function of the stacks. Nothing is started before the first invocation. */
export function startLambda(options: LambdaOptions): LambdaService {
  const pools = new Map<string, FunctionPool>();
  const poolOf = (arn: string): FunctionPool => {
    const pool = pools.get(arn) ?? createPool(arn, options);
    pools.set(arn, pool);
    return pool;
  };
  const { idleMs = IDLE_MS } = options;
  const looking = setInterval(() => {
    const time = performance.now() - idleMs;
    for (const pool of pools.values()) pool.endUnusedSince(time);
  }, idleMs / LOOKS).unref();
  return {
    async invoke(functionArn, event, requestId = randomUUID()) {
      const pool = poolOf(functionArn);
      const json = JSON.stringify(event) ?? "null";
      if (Buffer.byteLength(json) > PAYLOAD_LIMIT) return eventTooLarge();
      return pool.invoke(json, requestId);
    },
    change: (functionArn, part) => poolOf(functionArn).change(part),
    isInspected: (functionArn) => pools.get(functionArn)?.inspected === true,
    recycle: (functionArn) => poolOf(functionArn).recycle(),
    kill: (functionArn) => poolOf(functionArn).kill(),
    async idle() {
      await Promise.all([...pools.values()].map((pool) => pool.idle()));
    },
    async stop() {
      clearInterval(looking);
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}

function createPool(arn: string, options: LambdaOptions): FunctionPool {
  const resource = options.resources.byArn(arn);
  if (resource?.type !== "AWS::Lambda::Function") {
    throw new Error(`No function has the ARN ${arn}.`);
  }
  const fn = readFunctionConfiguration(resource, options.resources);
  const principal = options.iam.principalOf(arn);
  const variables = (now: FunctionConfiguration) => processEnvironment(now, principal, options);
  return new FunctionPool(fn, variables, options.log, options.compileCache);
}

function eventTooLarge(): LambdaResult {
  const message = `Request must be smaller than ${PAYLOAD_LIMIT} bytes for the InvokeFunction operation`;
  return { error: { kind: "event-too-large", type: "RequestEntityTooLargeException", message } };
}
