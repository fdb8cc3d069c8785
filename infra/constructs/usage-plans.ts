import { Aws, CfnOutput, Fn, Stack } from "aws-cdk-lib";
import { ApiKey, Period, type RestApi, type Stage, UsagePlan } from "aws-cdk-lib/aws-apigateway";
import { Construct } from "constructs";
import { type SharedKind, shardKeyValue } from "../../shared/model/gateway-shard.ts";
import { PLANS, type PlanName, plansWith, sharesGatewayKeys } from "../../shared/model/plans.ts";
import { planChanges, type ThrottledKind, throttleOf } from "../settings/plan-settings.ts";
import type { Settings } from "../settings/settings.ts";

/**
 * The gateway counts with best effort, and its refusals cannot tell the rate. So it steps in only
 * for a caller who goes on long after the exact counter has refused it.
 */
const QUOTA_MARGIN = 3;

/** What the names of the usage plans begin with; a plan's own name follows. */
export function usagePlanPrefix(apiStackName: string): string {
  return `${apiStackName}-`;
}

/**
 * Part of the values of shared keys that no other deployment's have: the id of the stack that this is
 * asked for in, without its hyphens.
 */
export function gatewayDeployment(): string {
  const id = Fn.split("-", Fn.select(2, Fn.split("/", Aws.STACK_ID)));
  return Fn.join("", id);
}

/** Whose requests are metered, and how much each plan allows. */
export interface UsagePlansProps {
  readonly api: RestApi;
  readonly settings: Settings;
}

/**
 * The plans of API keys, and the one of people with JWTs. Their throttles are those of each key: one
 * that an account has by itself in a paying plan, and one of a shard of accounts in the others.
 */
export class UsagePlans extends Construct {
  /** Those whose keys are shared. */
  readonly shared: Readonly<Record<SharedKind, UsagePlan>>;
  private readonly stage: Stage;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, { api, settings }: UsagePlansProps) {
    super(scope, id);
    this.stage = api.deploymentStage;
    this.prefix = usagePlanPrefix(Stack.of(this).stackName);
    const limits = plansWith(planChanges(settings));
    const plans = new Map(
      (Object.keys(PLANS) as PlanName[]).map((name) => {
        // What accounts share says nothing of one of them: there only the functions count.
        const quota = sharesGatewayKeys(name) ? undefined : limits[name].requestsPerDay;
        return [name, this.createPlan(name, settings, quota)];
      }),
    );
    const session = this.createPlan("session", settings);
    // The first shard's: it was there before the others, and stands in the stack it was in.
    const value = shardKeyValue("session", gatewayDeployment(), 0);
    const description = "Shared by people with JWTs; not a credential";
    session.addApiKey(new ApiKey(this, "SessionKey", { value, description }));
    this.shared = { session, free: plans.get("free") as UsagePlan };
    // For the operator's command.
    new CfnOutput(Stack.of(this), "UsagePlanPrefix", { value: this.prefix });
  }

  private createPlan(name: ThrottledKind, settings: Settings, requestsPerDay?: number): UsagePlan {
    return new UsagePlan(this, name.charAt(0).toUpperCase() + name.slice(1), {
      name: `${this.prefix}${name}`,
      apiStages: [{ stage: this.stage }],
      throttle: throttleOf(name, settings),
      ...(requestsPerDay && {
        quota: { limit: Math.round(requestsPerDay * QUOTA_MARGIN), period: Period.DAY },
      }),
    });
  }
}
