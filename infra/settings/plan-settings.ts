import * as z from "zod";
import type { SharedKind } from "../../shared/model/gateway-shard.ts";
import {
  DEFAULT_PLAN,
  isPlanName,
  type PlanChanges,
  type PlanName,
  plansWith,
} from "../../shared/model/plans.ts";
import { parseJson } from "./setting-values.ts";

/** Requests a second on average, and at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** Whose requests have throttles of their own: each plan, and people with JWTs. */
export type ThrottledKind = PlanName | SharedKind;

const NAMES = ["session", "free", "startup", "business", "enterprise"] as const;
const form = `must be a JSON object of ${NAMES.join(", ")}`;
const fields =
  "has a plan with something else than rate, burst, requestsPerDay, searchesPerHour and contacts (session: rate and burst)";
const number = z
  .int({ error: "has a limit that is not a whole number from 1 to 1,000,000,000" })
  .min(1, { error: "has a limit that is not a whole number from 1 to 1,000,000,000" })
  .max(1_000_000_000, { error: "has a limit that is not a whole number from 1 to 1,000,000,000" })
  .optional();
const throttle = { rate: number, burst: number };
const limits = { requestsPerDay: number, searchesPerHour: number, contacts: number };
const plan = z.strictObject({ ...throttle, ...limits }, { error: fields }).optional();

/** What is other than by default of any plan, or its JSON as the command line and the environment give it. */
export const PlansSchema = z.preprocess(
  parseJson,
  z.strictObject(
    {
      session: z.strictObject(throttle, { error: fields }).optional(),
      free: plan,
      startup: plan,
      business: plan,
      enterprise: plan,
    },
    { error: form },
  ),
);

/** Settings that plans are made of. */
export interface PlanSettings {
  readonly throttleRate: number;
  readonly throttleBurst: number;
  readonly plans?: z.output<typeof PlansSchema> | undefined;
}

/**
 * Part of what the stage lets pass of one method that a shard of accounts may use, by default: however
 * fast one account is, nine tenths are left for the others.
 */
const SHARE_OF_A_SHARD = 1 / 10;

/** Of keys that are one account's. Far above what a plan allows a day: the functions' counter decides. */
const OWN_THROTTLES: Readonly<Record<Exclude<PlanName, "free">, Throttle>> = {
  startup: { rateLimit: 50, burstLimit: 250 },
  business: { rateLimit: 200, burstLimit: 500 },
  enterprise: { rateLimit: 500, burstLimit: 1_000 },
};

/**
 * How much each key of a kind may do, over all methods. What is set stands; what is not gives way to
 * the stage's throttle, which each method has for all its callers together.
 */
export function throttleOf(kind: ThrottledKind, settings: PlanSettings): Throttle {
  const { throttleRate, throttleBurst, plans = {} } = settings;
  const fallback: Throttle =
    kind === "session" || kind === "free"
      ? {
          rateLimit: Math.max(1, Math.floor(throttleRate * SHARE_OF_A_SHARD)),
          burstLimit: Math.max(1, Math.floor(throttleBurst * SHARE_OF_A_SHARD)),
        }
      : OWN_THROTTLES[kind];
  return {
    rateLimit: plans[kind]?.rate ?? Math.min(fallback.rateLimit, throttleRate),
    burstLimit: plans[kind]?.burst ?? Math.min(fallback.burstLimit, throttleBurst),
  };
}

/** What the functions are told of the plans: limits alone, and of those only what is set. */
export function planChanges({ plans = {} }: PlanSettings): PlanChanges {
  const changes = Object.entries(plans).flatMap(([name, set]) => {
    if (!isPlanName(name) || !set) return [];
    const { rate: _, burst: __, ...rest } = set as NonNullable<z.output<typeof plan>>;
    return Object.keys(rest).length > 0 ? [[name, rest]] : [];
  });
  return Object.fromEntries(changes);
}

/**
 * What is wrong with the plans as a whole. One that promises more than the stage lets pass would be
 * refused by the stage, and one with fewer contacts than the default plan would have the default plan's.
 * @returns the end of a sentence about the setting; undefined when they fit
 */
export function faultOfPlans(settings: PlanSettings): string | undefined {
  const { throttleRate, throttleBurst } = settings;
  for (const name of NAMES) {
    const { rate = 0, burst = 0 } = settings.plans?.[name] ?? {};
    if (rate > throttleRate)
      return tooMuch(name, `${rate} requests a second`, "Rate", throttleRate);
    if (burst > throttleBurst) {
      return tooMuch(name, `${burst} requests at once`, "Burst", throttleBurst);
    }
  }
  const all = plansWith(planChanges(settings));
  const least = all[DEFAULT_PLAN].contacts ?? 0;
  const small = Object.entries(all).find(([, { contacts }]) => (contacts ?? least) < least);
  return small && `gives ${small[0]} fewer contacts than ${DEFAULT_PLAN}`;
}

function tooMuch(name: string, what: string, part: "Rate" | "Burst", most: number): string {
  return `gives ${name} ${what}, of which throttle${part} lets ${most} pass`;
}
