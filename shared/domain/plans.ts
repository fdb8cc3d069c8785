/** What an account that holds API keys may do: requests a UTC day, undefined for no limit. */
export const PLANS = {
  free: { requestsPerDay: 100 },
  startup: { requestsPerDay: 10_000 },
  business: { requestsPerDay: 100_000 },
  enterprise: { requestsPerDay: undefined },
} as const;

export type PlanName = keyof typeof PLANS;

/** The plan of an account nobody has given another one. */
export const DEFAULT_PLAN: PlanName = "free";

export function isPlanName(value: unknown): value is PlanName {
  return typeof value === "string" && Object.hasOwn(PLANS, value);
}
