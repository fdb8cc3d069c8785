import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Iam } from "../../services/iam/iam.ts";
import type { FunctionLine, InvocationReport } from "../../services/lambda/lambda-log.ts";
import type { LambdaOptions } from "../../services/lambda/start-lambda.ts";
import { startLambda } from "../../services/lambda/start-lambda.ts";
import type { DeployedResource } from "../../template/deployed-resources.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";

const ACCOUNT = "000000000000";

/** Writes files into a new temporary folder, by relative path. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "local-platform-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export function resource(
  type: string,
  id: string,
  arn: string,
  properties: { [key: string]: Json },
  assetPath?: string,
): DeployedResource {
  const base = { stack: "test", logicalId: id, type, physicalId: id, arn, properties };
  return assetPath === undefined ? base : { ...base, assetPath };
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
}

/** A role with one inline policy, and a function with that role. */
export function functionWithRole(
  name: string,
  assetPath: string,
  properties: { [key: string]: Json } = {},
  statements: Json[] = [],
): DeployedResource[] {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${name}-role`;
  const policy = { PolicyName: "p", PolicyDocument: { Statement: statements } };
  return [
    resource("AWS::IAM::Role", `${name}-role`, roleArn, { Policies: [policy] }),
    resource(
      "AWS::Lambda::Function",
      name,
      functionArn(name),
      {
        Handler: "index.handler",
        Runtime: "nodejs24.x",
        MemorySize: 256,
        ...properties,
        Role: roleArn,
      },
      assetPath,
    ),
  ];
}

/** A Lambda service over the resources, with everything it logged. */
export function lambdaOf(resources: DeployedResource[], options: Partial<LambdaOptions> = {}) {
  const entries: (FunctionLine | InvocationReport)[] = [];
  const deployed = new DeployedResources(resources);
  const lambda = startLambda({
    resources: deployed,
    iam: Iam.fromResources(deployed),
    endpoints: {
      dynamodb: "http://127.0.0.1:1",
      s3: "http://127.0.0.1:2",
      apiGateway: "http://127.0.0.1:3",
      secretsManager: "http://127.0.0.1:4",
    },
    mapAddress: (value) => value,
    log: (entry) => entries.push(entry),
    ...options,
  });
  const reports = () => entries.filter((entry) => entry.kind === "report");
  const lines = () => entries.filter((entry) => entry.kind === "line");
  return { lambda, reports, lines };
}
