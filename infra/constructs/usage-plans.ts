import { Aws, CfnOutput, Fn, Stack } from "aws-cdk-lib";
import { ApiKey, Period, type RestApi, type Stage, UsagePlan } from "aws-cdk-lib/aws-apigateway";
import { type IRole, Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { PLANS, type PlanName } from "../../shared/model/plans.ts";
import type { Settings } from "../settings/settings.ts";
import { controlPlaneArn } from "./access-policy.ts";
import { acknowledge } from "./acknowledge.ts";

/**
 * Requests a second of one account's key, over all methods. Far above what a plan allows a day: the
 * functions' own counter, which is exact, decides. The stage's throttle, which each method has for
 * all its callers together, stands above these: no plan gets past it.
 */
const THROTTLES: Readonly<Record<PlanName, Throttle>> = {
  free: { rateLimit: 50, burstLimit: 250 },
  startup: { rateLimit: 50, burstLimit: 250 },
  business: { rateLimit: 200, burstLimit: 500 },
  enterprise: { rateLimit: 500, burstLimit: 1_000 },
};

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
 * Value of the gateway's key that everybody with a JWT shares. It opens nothing, as the gateway takes
 * keys from the authorizer only, but must be known to nobody else's plan: it is made of the stack's id.
 */
export function sessionGatewayKey(): string {
  const id = Fn.split("-", Fn.select(2, Fn.split("/", Aws.STACK_ID)));
  // Without its hyphens: API Gateway's documents call the values of keys alphanumeric.
  return Fn.join("", ["session", Fn.join("", id)]);
}

interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** A plan's throttle, which promises no more than the stage lets pass. */
export function planThrottle(name: PlanName, stage: Throttle): Throttle {
  const { rateLimit, burstLimit } = THROTTLES[name];
  return {
    rateLimit: Math.min(rateLimit, stage.rateLimit),
    burstLimit: Math.min(burstLimit, stage.burstLimit),
  };
}

/** Whose requests are metered, and how much each plan allows. */
export interface UsagePlansProps {
  readonly api: RestApi;
  readonly settings: Settings;
  /** Roles that put keys into the plans and take them out. */
  readonly keyMovers: readonly IRole[];
}

/** The plans that the keys of API-key holders are in, and the one of people with JWTs. */
export class UsagePlans extends Construct {
  private readonly stage: Stage;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, { api, settings, keyMovers }: UsagePlansProps) {
    super(scope, id);
    this.stage = api.deploymentStage;
    this.prefix = usagePlanPrefix(Stack.of(this).stackName);
    const stage = { rateLimit: settings.throttleRate, burstLimit: settings.throttleBurst };
    const names = Object.keys(PLANS) as PlanName[];
    const plans = names.map((name) =>
      this.createPlan(name, planThrottle(name, stage), PLANS[name].requestsPerDay),
    );
    this.addSessionPlan(stage);
    if (keyMovers.length > 0) this.letMoveKeys(keyMovers, plans);
    // For the operator's command.
    new CfnOutput(Stack.of(this), "UsagePlanPrefix", { value: this.prefix });
  }

  private createPlan(name: string, throttle: Throttle, requestsPerDay?: number): UsagePlan {
    return new UsagePlan(this, name.charAt(0).toUpperCase() + name.slice(1), {
      name: `${this.prefix}${name}`,
      apiStages: [{ stage: this.stage }],
      throttle,
      ...(requestsPerDay && {
        quota: { limit: Math.round(requestsPerDay * QUOTA_MARGIN), period: Period.DAY },
      }),
    });
  }

  private addSessionPlan(throttle: Throttle): void {
    const plan = this.createPlan("session", throttle);
    const description = "Shared by everybody with a JWT; not a credential";
    plan.addApiKey(new ApiKey(this, "SessionKey", { value: sessionGatewayKey(), description }));
  }

  /**
   * A policy apart from the roles, in the stack of the plans: a plan stands after the stage, and the
   * stage after the functions with their roles, in stacks below.
   */
  private letMoveKeys(roles: readonly IRole[], plans: readonly UsagePlan[]): void {
    const paths = plans.map(({ usagePlanId }) => `/usageplans/${usagePlanId}/keys`);
    const policy = new Policy(this, "MoveKeys", {
      roles: [...roles],
      statements: [
        new PolicyStatement({
          actions: ["apigateway:POST"],
          resources: paths.map(controlPlaneArn),
        }),
        new PolicyStatement({
          actions: ["apigateway:DELETE"],
          resources: paths.map((path) => controlPlaneArn(`${path}/*`)),
        }),
      ],
    });
    for (const plan of plans) {
      const id = Stack.of(this).resolve(plan.usagePlanId).Ref;
      acknowledge(
        policy,
        `IAM5[Resource::arn:<AWS::Partition>:apigateway:<AWS::Region>::/usageplans/<${id}>/keys/*]`,
        "Keys are made at run time, one for each account that holds API keys.",
      );
    }
  }
}
