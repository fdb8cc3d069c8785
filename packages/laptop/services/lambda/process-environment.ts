import { randomBytes } from "node:crypto";
import { delimiter } from "node:path";
import { ACCOUNT } from "../../template/account.ts";
import type { Principal } from "../iam/iam.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

/** Where the platform's own services listen, as URLs. */
export interface ServiceEndpoints {
  readonly dynamodb: string;
  readonly s3: string;
  /** The control plane. */
  readonly apiGateway: string;
  readonly secretsManager: string;
}

/** Where the functions find the platform in place of AWS. */
export interface ProcessEnvironmentOptions {
  readonly endpoints: ServiceEndpoints;
  /** Replaces AWS addresses in the template's variables by local ones. */
  readonly mapAddress: (value: string) => string;
}

/**
 * All variables a function's process sees: the template's, and what Lambda sets itself. Nothing of
 * the platform's own environment comes through but PATH.
 */
export function processEnvironment(
  fn: FunctionConfiguration,
  principal: Principal,
  options: ProcessEnvironmentOptions,
): Record<string, string> {
  const template = Object.entries(fn.variables).map(([name, value]) => [
    name,
    options.mapAddress(value),
  ]);
  return {
    ...Object.fromEntries(template),
    ...runtimeVariables(fn),
    AWS_ACCESS_KEY_ID: principal.accessKeyId,
    AWS_SECRET_ACCESS_KEY: principal.secretAccessKey,
    AWS_SESSION_TOKEN: principal.sessionToken,
    AWS_ENDPOINT_URL_API_GATEWAY: options.endpoints.apiGateway,
    AWS_ENDPOINT_URL_DYNAMODB: options.endpoints.dynamodb,
    AWS_ENDPOINT_URL_S3: options.endpoints.s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: options.endpoints.secretsManager,
    PATH: process.env.PATH ?? "",
  };
}

function runtimeVariables(fn: FunctionConfiguration): Record<string, string> {
  const stream = randomBytes(16).toString("hex");
  return {
    _HANDLER: fn.handler,
    AWS_DEFAULT_REGION: ACCOUNT.region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: `${new Date().toISOString().slice(0, 10)}/[$LATEST]${stream}`,
    AWS_REGION: ACCOUNT.region,
    LAMBDA_TASK_ROOT: fn.taskRoot,
    LANG: "en_US.UTF-8",
    NODE_PATH: fn.modulePaths.join(delimiter),
    TZ: ":UTC",
  };
}
