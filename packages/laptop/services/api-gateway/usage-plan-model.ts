import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import {
  listOfProperties,
  optionalNumber,
  optionalText,
  type Properties,
  propertiesIn,
  requiredText,
} from "../../template/template-properties.ts";
import { ACCOUNT_LIMITS, type ThrottleLimits } from "./throttle.ts";

/** In UTC; a week begins on Sunday. */
export type QuotaPeriod = "DAY" | "WEEK" | "MONTH";

/** How many requests a key may make in a period of UTC time. */
export interface Quota {
  readonly limit: number;
  readonly period: QuotaPeriod;
  /** Requests that a key's first period is short of. */
  readonly offset: number;
}

/** A stage that a plan opens, with the plan's throttles of single methods by `<path>/<verb>`. */
export interface PlanStage {
  readonly apiId: string;
  readonly stage: string;
  readonly methodThrottles: ReadonlyMap<string, ThrottleLimits>;
}

/** What the keys of one plan may do, each on its own. */
export interface UsagePlanModel {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly throttle: ThrottleLimits | undefined;
  readonly quota: Quota | undefined;
  readonly stages: readonly PlanStage[];
}

const PERIODS: readonly QuotaPeriod[] = ["DAY", "WEEK", "MONTH"];

/** Reads the usage plans. @throws Error in one sentence for a quota that API Gateway would refuse. */
export function readUsagePlans(resources: DeployedResources): readonly UsagePlanModel[] {
  return resources.ofType("AWS::ApiGateway::UsagePlan").map(readUsagePlan);
}

function readUsagePlan(resource: DeployedResource): UsagePlanModel {
  const { properties, physicalId, logicalId } = resource;
  return {
    id: physicalId,
    name: optionalText(properties, "UsagePlanName") ?? physicalId,
    description: optionalText(properties, "Description"),
    throttle: readThrottle(propertiesIn(properties, "Throttle")),
    quota: readQuota(propertiesIn(properties, "Quota"), logicalId),
    stages: listOfProperties(properties, "ApiStages").map((stage) => readStage(stage, logicalId)),
  };
}

function readStage(properties: Properties, owner: string): PlanStage {
  const throttles = propertiesIn(properties, "Throttle");
  const entries = Object.keys(throttles).flatMap((method) => {
    const limits = readThrottle(propertiesIn(throttles, method));
    return limits === undefined ? [] : [[method, limits] as const];
  });
  return {
    apiId: requiredText(properties, "ApiId", owner),
    stage: requiredText(properties, "Stage", owner),
    methodThrottles: new Map(entries),
  };
}

function readThrottle(properties: Properties): ThrottleLimits | undefined {
  if (Object.keys(properties).length === 0) {
    return undefined;
  }
  return {
    rateLimit: optionalNumber(properties, "RateLimit") ?? ACCOUNT_LIMITS.rateLimit,
    burstLimit: optionalNumber(properties, "BurstLimit") ?? ACCOUNT_LIMITS.burstLimit,
  };
}

function readQuota(properties: Properties, owner: string): Quota | undefined {
  if (Object.keys(properties).length === 0) {
    return undefined;
  }
  const limit = Number(requiredText(properties, "Limit", owner));
  const period = PERIODS.find((one) => one === properties.Period);
  const offset = optionalNumber(properties, "Offset") ?? 0;
  if (period === undefined || !Number.isInteger(limit) || limit < 0) {
    throw new Error(`The quota of ${owner} needs a Limit and a Period of DAY, WEEK or MONTH.`);
  }
  if (period === "DAY" && offset !== 0) {
    throw new Error(`The quota of ${owner} has an Offset, which must be 0 in a period of a DAY.`);
  }
  return { limit, period, offset };
}
