import { DAILY_LIMITS, PROFILE_LIMITS } from "../../model/daily-limits.ts";
import { isPlanName, PLANS } from "../../model/plans.ts";
import { endOfDay, utcDay } from "../../model/utc-day.ts";
import { countRequest } from "../../persistence/usage-repository.ts";

/** How much of a day's requests is used up. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds at which the next UTC day begins. */
  readonly reset: number;
  /** True when this request found no room. */
  readonly exceeded: boolean;
}

export interface RateLimitInput {
  readonly account: string;
  readonly credential: "jwt" | "api_key";
  /** A plan, or `session` for people. */
  readonly plan: string;
  readonly sessionRequestsPerDay: number;
}

/**
 * Counts a request against the day's allowance: the plan's for API keys, the session's for JWTs,
 * each with a counter of its own. 1 write; none for a plan without a limit.
 * @returns undefined for a plan without a limit
 */
export async function spendRequest(
  { account, credential, plan, sessionRequestsPerDay }: RateLimitInput,
  now = new Date(),
): Promise<RateLimit | undefined> {
  const limit = isPlanName(plan) ? PLANS[plan].requestsPerDay : sessionRequestsPerDay;
  if (limit === undefined) return undefined;
  return spend(account, credential, limit, now);
}

/** Counts a photo, each of which keeps a function busy for seconds. 1 write. */
export function spendUpload(account: string, now = new Date()): Promise<RateLimit> {
  return spend(account, "photo_upload", DAILY_LIMITS.photo_upload, now);
}

/**
 * Counts a key made in the gateway, which takes 5 a second from all accounts together. 1 write.
 */
export function spendGatewayKey(account: string, now = new Date()): Promise<RateLimit> {
  return spend(account, "gateway_key", DAILY_LIMITS.gateway_key, now);
}

/** A profile that a caller leaves something at. */
export interface VisitedProfile {
  readonly id: string;
  readonly owner: string;
}

/**
 * Counts what a caller leaves at a profile, for the caller and for the profile. What is repeated
 * counts as well: a count that stood still would tell that it had been there before. 2 writes at once.
 * @returns the one that found no room, if either did
 */
export async function spendAtProfile(
  kind: keyof typeof PROFILE_LIMITS,
  caller: string,
  { id, owner }: VisitedProfile,
  now = new Date(),
): Promise<RateLimit> {
  const [own, theirs] = await Promise.all([
    spend(caller, kind, DAILY_LIMITS[kind], now),
    spend(owner, `profile_${kind}#${id}`, PROFILE_LIMITS[kind], now),
  ]);
  return own.exceeded ? own : theirs;
}

async function spend(
  account: string,
  counter: string,
  limit: number,
  now: Date,
): Promise<RateLimit> {
  const day = utcDay(now);
  const count = await countRequest(account, counter, day, limit);
  return {
    limit,
    remaining: count === undefined ? 0 : limit - count,
    reset: endOfDay(day),
    exceeded: count === undefined,
  };
}
