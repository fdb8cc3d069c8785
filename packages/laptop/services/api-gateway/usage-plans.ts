import type { Call, Route } from "./call.ts";
import { GatewayFailure } from "./gateway-failure.ts";
import { headerOf } from "./incoming-request.ts";
import type { QuotaCounters } from "./quota-counters.ts";
import { TokenBucket } from "./throttle.ts";
import type { PlanStage, UsagePlanModel } from "./usage-plan-model.ts";

/** Who is asked for the gateway's keys. */
export interface GatewayKeys {
  /** The key with a value. */
  find(value: string): KeyInPlans | undefined;
}

/** A gateway key and the plans it is in. */
export interface KeyInPlans {
  readonly id: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly planIds: readonly string[];
}

interface Admission {
  readonly plan: UsagePlanModel;
  readonly stage: PlanStage;
}

/** Holds each request of a method that needs a key against the usage plan of its key. */
export class UsagePlans {
  readonly #plans: readonly UsagePlanModel[];
  readonly #keys: GatewayKeys;
  readonly #quotas: QuotaCounters;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(plans: readonly UsagePlanModel[], keys: GatewayKeys, quotas: QuotaCounters) {
    this.#plans = plans;
    this.#keys = keys;
    this.#quotas = quotas;
  }

  /**
   * Lets a call pass and counts it.
   * @throws GatewayFailure INVALID_API_KEY, THROTTLED or QUOTA_EXCEEDED, in this order
   */
  check(call: Call, route: Route): void {
    if (!route.method.apiKeyRequired) {
      return;
    }
    const key = this.#keyOf(call);
    const { plan, stage } = this.#admission(call, key);
    call.gatewayKey = key;
    this.#throttle(plan, stage, key, route);
    const { quota } = plan;
    if (quota !== undefined && !this.#quotas.take(plan.id, key.id, quota, call.startedAt)) {
      throw new GatewayFailure("QUOTA_EXCEEDED", "Limit Exceeded");
    }
  }

  #keyOf({ api, authorization, request }: Call): KeyInPlans {
    const value =
      api.apiKeySource === "AUTHORIZER"
        ? authorization?.usageIdentifierKey
        : headerOf(request.headers, "x-api-key");
    const key = value === undefined ? undefined : this.#keys.find(value);
    if (key?.enabled !== true) {
      const fault = value === undefined ? "is missing" : key ? "is disabled" : "is unknown";
      throw refused(`The key that the method needs ${fault}.`);
    }
    return key;
  }

  /** A key is in at most one plan of a stage. */
  #admission({ api }: Call, key: KeyInPlans): Admission {
    for (const plan of this.#plans.filter(({ id }) => key.planIds.includes(id))) {
      const stage = plan.stages.find(
        (one) => one.apiId === api.apiId && one.stage === api.stage.name,
      );
      if (stage !== undefined) {
        return { plan, stage };
      }
    }
    throw refused(`The key ${key.id} is in no usage plan of the stage.`);
  }

  /** A plan's limits for one method stand in place of those for all. */
  #throttle(
    { id, throttle }: UsagePlanModel,
    { methodThrottles }: PlanStage,
    key: KeyInPlans,
    { resource, method }: Route,
  ): void {
    const name = `${resource.path}/${method.httpMethod}`;
    const own = methodThrottles.get(name);
    const limits = own ?? throttle;
    if (limits === undefined) {
      return;
    }
    const now = performance.now();
    const bucketId = [id, key.id, ...(own ? [name] : [])].join(" ");
    const bucket = this.#buckets.get(bucketId) ?? new TokenBucket(limits, now);
    this.#buckets.set(bucketId, bucket);
    if (!bucket.take(now)) {
      throw new GatewayFailure("THROTTLED", "Too Many Requests");
    }
  }
}

function refused(cause: string): GatewayFailure {
  return new GatewayFailure("INVALID_API_KEY", "Forbidden", { cause });
}
