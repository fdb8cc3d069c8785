/**
 * What an account may do: requests a UTC day and searches an hour by API key, and contacts; undefined
 * for no limit.
 */
export const PLANS = {
  free: { requestsPerDay: 100, searchesPerHour: 20, contacts: 100 },
  startup: { requestsPerDay: 10_000, searchesPerHour: 200, contacts: 5_000 },
  business: { requestsPerDay: 100_000, searchesPerHour: 1_000, contacts: 50_000 },
  enterprise: { requestsPerDay: undefined, searchesPerHour: undefined, contacts: undefined },
} as const;

/** Searches an hour that an account may make with JWTs. */
export const SESSION_SEARCHES_PER_HOUR = 200;

/** One of {@link PLANS}. */
export type PlanName = keyof typeof PLANS;

/** The plan of an account nobody has given another one. */
export const DEFAULT_PLAN: PlanName = "free";

/** The plan that is noted of an account; the default one where none is. */
export function planOf(noted: unknown): PlanName {
  return isPlanName(noted) ? noted : DEFAULT_PLAN;
}

/** Whether a value, such as an attribute or an argument, names a plan. */
export function isPlanName(value: unknown): value is PlanName {
  return typeof value === "string" && Object.hasOwn(PLANS, value);
}
