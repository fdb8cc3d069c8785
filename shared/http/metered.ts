import type { Principal } from "../auth/principal.ts";
import { type RateLimit, spendRequest, spendSearch } from "../domain/usage/rate-limit.ts";
import { isRefusal } from "../model/account/account-standing.ts";
import { Problem } from "../model/problem.ts";
import { settings } from "../settings.ts";
import type { Note } from "./endpoint.ts";

/** What some requests are counted against beside the day's allowance; the headers then tell of it. */
export type Allowance = "searches";

/**
 * Runs a request against the day's allowance of its credential. A read runs beside the count, for
 * it can be thrown away; anything else waits for it, and so does a read that will be refused.
 * @param note is told the headers of the answer, be it good or bad
 * @throws Problem 429 when the allowance is spent, 403 or 409 for an account that is closed
 */
export async function metered<T>(
  principal: Principal,
  isRead: boolean,
  note: Note,
  run: () => Promise<T>,
  allowance?: Allowance,
): Promise<T> {
  const counting = count(principal, allowance);
  if (!isRead || isSpent(principal, allowance)) {
    refuseExceeded(await counting, note);
    return run();
  }
  const [counted, result] = await Promise.allSettled([counting, run()]);
  if (counted.status === "rejected") throw counted.reason;
  refuseExceeded(counted.value, note);
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

/** What a request was counted against: the day first. */
interface Counted {
  readonly day: RateLimit | undefined;
  readonly hour: RateLimit | undefined;
}

async function count(principal: Principal, allowance?: Allowance): Promise<Counted> {
  const { sessionRequestsPerDay, plans } = settings;
  const request = { ...principal, sessionRequestsPerDay, plans };
  const day = await spendRequest(request).catch((error: unknown) => {
    const soon = Math.ceil(Date.now() / 1_000) + REFUSED_SECONDS;
    if (isRefusal(error)) rememberSpent(principal, undefined, soon);
    throw error;
  });
  if (day?.exceeded) {
    rememberSpent(principal, undefined, day.reset);
    return { day, hour: undefined };
  }
  // Only then: a refused search would leave a counter behind the erasure of its account.
  const hour = allowance === "searches" ? await spendSearch(request) : undefined;
  if (hour?.exceeded) rememberSpent(principal, allowance, hour.reset);
  return { day, hour };
}

/** For how long a closed account's reads wait for the count: it may be opened again at any time. */
const REFUSED_SECONDS = 60;

/**
 * Unix seconds until which an allowance is known to be spent, or taken to be. Its reads wait for the count, for they
 * would be paid for and thrown away; whether they are refused is still the counter's to say.
 */
const spentUntil = new Map<string, number>();
const MOST_REMEMBERED = 1_000;

function rememberSpent(
  principal: Principal,
  allowance: Allowance | undefined,
  reset: number,
): void {
  if (spentUntil.size >= MOST_REMEMBERED) spentUntil.clear();
  spentUntil.set(keyOf(principal, allowance), reset);
}

function isSpent(principal: Principal, allowance: Allowance | undefined): boolean {
  // Almost always empty, and then it costs nothing.
  if (spentUntil.size === 0) return false;
  return [undefined, allowance].some(
    (one) => (spentUntil.get(keyOf(principal, one)) ?? 0) * 1_000 > Date.now(),
  );
}

function keyOf({ account, credential, plan }: Principal, allowance: Allowance | undefined): string {
  return JSON.stringify([account, credential, plan, allowance]);
}

function refuseExceeded({ day, hour }: Counted, note: Note): void {
  tell(day, note);
  if (day?.exceeded) {
    const detail = "The day's requests are used up; the next UTC day brings new ones.";
    throw new Problem("limited", "daily_limit_exceeded", detail, { retryAt: day.reset });
  }
  tell(hour, note);
  if (hour?.exceeded) {
    const detail = "The hour's searches are used up; the next UTC hour brings new ones.";
    throw new Problem("limited", "hourly_limit_exceeded", detail, { retryAt: hour.reset });
  }
}

function tell(rate: RateLimit | undefined, note: Note): void {
  if (!rate) return;
  note({
    "X-RateLimit-Limit": String(rate.limit),
    "X-RateLimit-Remaining": String(rate.remaining),
    "X-RateLimit-Reset": String(rate.reset),
  });
}
