import { Fn, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { SharedGatewayKeys } from "../constructs/shared-gateway-keys.ts";
import type { ApiStack } from "./api-stack.ts";

/** The stack of the gateway, whose plans the keys are put into. */
export interface PlansStackProps extends StackProps {
  readonly api: ApiStack;
}

/**
 * The keys of the gateway that accounts share. In a stack by themselves, as they are many, and above
 * the gateway's, as a plan stands after its stage.
 */
export class PlansStack extends Stack {
  constructor(scope: Construct, id: string, { api, ...props }: PlansStackProps) {
    super(scope, id, props);
    this.addStackDependency(api);
    const { session, free } = api.plans.shared;
    new SharedGatewayKeys(this, "Keys", {
      planIds: { session: session.usagePlanId, free: free.usagePlanId },
      deployment: Fn.importValue(api.deploymentExport),
    });
  }
}
