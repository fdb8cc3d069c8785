/** What an account of a plan may do; undefined for no limit. */
export interface PlanLimits {
  /** By API key, in a UTC day. */
  readonly requestsPerDay: number | undefined;
  /** By API key, in an hour. */
  readonly searchesPerHour: number | undefined;
  readonly contacts: number | undefined;
}

/** What an account may do where the operator has not set anything else. */
export const PLANS = {
  free: { requestsPerDay: 100, searchesPerHour: 20, contacts: 100 },
  startup: { requestsPerDay: 10_000, searchesPerHour: 200, contacts: 5_000 },
  business: { requestsPerDay: 100_000, searchesPerHour: 1_000, contacts: 50_000 },
  enterprise: { requestsPerDay: undefined, searchesPerHour: undefined, contacts: undefined },
} as const satisfies Readonly<Record<string, PlanLimits>>;

/** Searches an hour that an account may make with JWTs. */
export const SESSION_SEARCHES_PER_HOUR = 200;

/** One of {@link PLANS}. */
export type PlanName = keyof typeof PLANS;

/** The plan of an account nobody has given another one. */
export const DEFAULT_PLAN: PlanName = "free";

/** Limits of plans that an operator has set. */
export type PlanChanges = { readonly [Name in PlanName]?: Partial<PlanLimits> };

/** What each plan allows. */
export type Plans = Readonly<Record<PlanName, PlanLimits>>;

/** The plans with what an operator has set of them. */
export function plansWith(changes: PlanChanges): Plans {
  const limitsOf = (name: PlanName): PlanLimits => ({ ...PLANS[name], ...changes[name] });
  return {
    free: limitsOf("free"),
    startup: limitsOf("startup"),
    business: limitsOf("business"),
    enterprise: limitsOf("enterprise"),
  };
}

/**
 * Whether the accounts of a plan share keys of the gateway. One of any other plan has a key of its
 * own, of which API Gateway takes 10,000.
 */
export function sharesGatewayKeys(plan: PlanName): boolean {
  return plan === DEFAULT_PLAN;
}

/** The plan that is noted of an account; the default one where none is. */
export function planOf(noted: unknown): PlanName {
  return isPlanName(noted) ? noted : DEFAULT_PLAN;
}

/** Whether a value, such as an attribute or an argument, names a plan. */
export function isPlanName(value: unknown): value is PlanName {
  return typeof value === "string" && Object.hasOwn(PLANS, value);
}
