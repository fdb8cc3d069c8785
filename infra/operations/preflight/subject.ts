import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SSMClient } from "@aws-sdk/client-ssm";
import { type Caller, identifyCaller } from "../aws-identity.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";
import type { Assembly, NewStack } from "./assembly.ts";
import { type DeployedStack, readDeployedStack } from "./deployed-stack.ts";

/** What the checks look at. What several of them need is asked for once. */
export interface Subject {
  readonly assembly: Assembly;
  /** Undefined when none is configured; then nothing of AWS can be asked. */
  readonly region: string | undefined;
  readonly clients: {
    readonly ssm: SSMClient;
    readonly lambda: LambdaClient;
    readonly apiGateway: APIGatewayClient;
    readonly cloudFormation: CloudFormationClient;
  };
  caller(): Promise<Caller>;
  /** The stack as it stands now; undefined before its first deployment. */
  deployed(stack: NewStack): Promise<DeployedStack | undefined>;
}

/** What the checks look at: one assembly, in one region. Calls nothing yet. */
export function createSubject(assembly: Assembly, region: string | undefined): Subject {
  const options = { ...SDK_OPTIONS, region: region ?? "us-east-1" };
  const cloudFormation = new CloudFormationClient(options);
  let caller: Promise<Caller> | undefined;
  const stacks = new Map<string, Promise<DeployedStack | undefined>>();
  return {
    assembly,
    region,
    clients: {
      ssm: new SSMClient(options),
      lambda: new LambdaClient(options),
      apiGateway: new APIGatewayClient(options),
      cloudFormation,
    },
    caller() {
      caller ??= identifyCaller(options);
      return caller;
    },
    deployed({ name }) {
      const known = stacks.get(name) ?? readDeployedStack(cloudFormation, name);
      stacks.set(name, known);
      return known;
    },
  };
}
