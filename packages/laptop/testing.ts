/**
 * What only tests and benchmarks use: the services one by one, past the platform's own order, and the
 * template as the platform reads it.
 */
export { type LoopbackServer, startLoopbackServer } from "./platform/loopback-server.ts";
export { readRestApi } from "./services/api-gateway/rest-api-model.ts";
export { TokenBucket } from "./services/api-gateway/throttle.ts";
export { startDevIssuer } from "./services/dev-issuer/dev-issuer.ts";
export { type DynamoDbEngine, startEngine } from "./services/dynamodb/engine.ts";
export { type EngineName, engineProgram } from "./services/dynamodb/engine-program.ts";
export { requestEngine } from "./services/dynamodb/engine-request.ts";
export { keepEngine } from "./services/dynamodb/kept-engine.ts";
export type { DynamoDbCall, FinishedCall, Interception } from "./services/dynamodb/proxied-call.ts";
export { createTables, describeTable } from "./services/dynamodb/tables.ts";
export { Iam, type Principal } from "./services/iam/iam.ts";
export { evaluate, parsePolicy } from "./services/iam/iam-policy.ts";
export { readFunctionConfiguration } from "./services/lambda/function-configuration.ts";
export type { InvocationReport } from "./services/lambda/lambda-log.ts";
export { peakMemory } from "./services/lambda/peak-memory.ts";
export {
  processEnvironment,
  type ServiceEndpoints,
} from "./services/lambda/process-environment.ts";
export { BucketStorage } from "./services/s3/bucket-storage.ts";
export { type ObjectStore, startObjectStore } from "./services/s3/object-store.ts";
export { openStoredFile, sealFile } from "./services/s3/stored-file.ts";
export { type DeployedResource, DeployedResources } from "./template/deployed-resources.ts";
export type { Json, JsonObject } from "./template/json.ts";
export { loadCloudAssembly } from "./template/load-cloud-assembly.ts";
