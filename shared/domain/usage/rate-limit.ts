import { log } from "../../log.ts";
import { refusalOf } from "../../model/account/account-standing.ts";
import { magnitudeReached, requestCounter } from "../../model/account/request-counter.ts";
import {
  CALLER_AT_PROFILE_LIMITS,
  DAILY_LIMITS,
  PROFILE_LIMITS,
} from "../../model/daily-limits.ts";
import { isPlanName, PLANS, type Plans, SESSION_SEARCHES_PER_HOUR } from "../../model/plans.ts";
import { endOfDay, utcDay } from "../../model/utc-day.ts";
import { endOfHour, utcHour } from "../../model/utc-hour.ts";
import { countDayRequest } from "../../persistence/request-count-repository.ts";
import { noteTop } from "../../persistence/top-repository.ts";
import { countRequest } from "../../persistence/usage-repository.ts";

/** How much of a day's requests, or an hour's searches, is used up. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds at which the next UTC day or hour begins. */
  readonly reset: number;
  /** True when this request found no room. */
  readonly exceeded: boolean;
}

/** Who calls, and by what allowance. */
export interface RateLimitInput {
  readonly account: string;
  readonly credential: "jwt" | "api_key";
  /** A plan, or `session` for people. */
  readonly plan: string;
  readonly sessionRequestsPerDay: number;
  /** What each plan allows; as the model has it when left out. */
  readonly plans?: Plans;
}

/**
 * Counts a request against the day's allowance: the plan's for API keys, the session's for JWTs,
 * each with a counter of its own. Without a limit it is counted all the same, in one of several
 * counters. 1 write; 1 read and 2 writes for the first one of a UTC day in a counter, and 1 write more
 * for the one that makes a hundred, a thousand and so on.
 * @returns undefined for a plan without a limit
 * @throws Problem `forbidden` `account_suspended`, `conflict` `account_being_erased`
 */
export async function spendRequest(
  { account, credential, plan, sessionRequestsPerDay, plans = PLANS }: RateLimitInput,
  now = new Date(),
): Promise<RateLimit | undefined> {
  const limit = isPlanName(plan) ? plans[plan].requestsPerDay : sessionRequestsPerDay;
  const counter = requestCounter(credential, limit);
  const { name: day, end } = dayOf(now);
  const count = await countDayRequest({ owner: account, counter, day, limit });
  if (typeof count === "object") throw refusalOf(count.refused);
  const magnitude = count === "full" ? undefined : magnitudeReached(counter, count);
  if (magnitude !== undefined) {
    await noteTop(account, day, magnitude).catch(() => log("warn", "top account not noted"));
  }
  return limit === undefined ? undefined : rateLimit(limit, count, end);
}

/**
 * Counts a search against the hour's allowance, as {@link spendRequest} does a request. 1 write; none
 * for a plan without a limit.
 * @returns undefined for a plan without a limit
 */
export async function spendSearch(
  { account, credential, plan, plans = PLANS }: Omit<RateLimitInput, "sessionRequestsPerDay">,
  now = new Date(),
): Promise<RateLimit | undefined> {
  const limit = isPlanName(plan) ? plans[plan].searchesPerHour : SESSION_SEARCHES_PER_HOUR;
  if (limit === undefined) return undefined;
  const hour = utcHour(now);
  return spend(account, `search_${credential}`, limit, { name: hour, end: endOfHour(hour) });
}

/** Counts a photo, each of which keeps a function busy for seconds. 1 write. */
export function spendUpload(account: string, now = new Date()): Promise<RateLimit> {
  return spend(account, "photo_upload", DAILY_LIMITS.photo_upload, dayOf(now));
}

/** A day or an hour, and the Unix seconds at which it ends. */
interface Period {
  readonly name: string;
  readonly end: number;
}

function dayOf(now: Date): Period {
  const day = utcDay(now);
  return { name: day, end: endOfDay(day) };
}

/** A profile that a caller leaves something at. */
export interface VisitedProfile {
  readonly id: string;
  readonly owner: string;
}

/**
 * Counts what a caller leaves at a profile: a lead for the caller at this profile, then either kind
 * for the caller at any, then for the profile. What is repeated counts as well: a count that stood
 * still would tell that it had been there before. A caller without room leaves the profile's count
 * alone, or one account could use up many profiles' days. 2 writes, for a lead 3, one after the other.
 * @returns the one that found no room, if any did
 */
export async function spendAtProfile(
  kind: keyof typeof PROFILE_LIMITS,
  caller: string,
  { id, owner }: VisitedProfile,
  now = new Date(),
): Promise<RateLimit> {
  const day = dayOf(now);
  const here = CALLER_AT_PROFILE_LIMITS[kind];
  const ownHere = here === undefined ? undefined : await spend(caller, `${kind}#${id}`, here, day);
  if (ownHere?.exceeded) return ownHere;
  const own = await spend(caller, kind, DAILY_LIMITS[kind], day);
  if (own.exceeded) return own;
  return spend(owner, `profile_${kind}#${id}`, PROFILE_LIMITS[kind], day);
}

async function spend(
  account: string,
  counter: string,
  limit: number,
  { name, end }: Period,
): Promise<RateLimit> {
  return rateLimit(limit, (await countRequest(account, counter, name, limit)) ?? "full", end);
}

function rateLimit(limit: number, count: number | "full", reset: number): RateLimit {
  const exceeded = count === "full";
  return { limit, remaining: exceeded ? 0 : limit - count, reset, exceeded };
}
