import type { Principal } from "../auth/principal.ts";
import { type RateLimit, spendRequest } from "../domain/usage/rate-limit.ts";
import { Problem } from "../model/problem.ts";
import { settings } from "../settings.ts";
import type { Note } from "./endpoint.ts";

/**
 * Runs a request against the day's allowance of its credential. A read runs beside the count, for
 * it can be thrown away; anything else waits for it, and so does a read that will be refused.
 * @param note is told the headers of the answer, be it good or bad
 * @throws Problem 429 when the allowance is spent
 */
export async function metered<T>(
  principal: Principal,
  isRead: boolean,
  note: Note,
  run: () => Promise<T>,
): Promise<T> {
  const counting = count(principal);
  if (!isRead || isSpent(principal)) {
    refuseExceeded(await counting, note);
    return run();
  }
  const [rate, result] = await Promise.allSettled([counting, run()]);
  if (rate.status === "rejected") throw rate.reason;
  refuseExceeded(rate.value, note);
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

async function count(principal: Principal): Promise<RateLimit | undefined> {
  const { sessionRequestsPerDay } = settings;
  const rate = await spendRequest({ ...principal, sessionRequestsPerDay });
  if (rate?.exceeded) rememberSpent(principal, rate.reset);
  return rate;
}

/**
 * Unix seconds until which an allowance is known to be spent. Its reads wait for the count, for they
 * would be paid for and thrown away; whether they are refused is still the counter's to say.
 */
const spentUntil = new Map<string, number>();
const MOST_REMEMBERED = 1_000;

function rememberSpent(principal: Principal, reset: number): void {
  if (spentUntil.size >= MOST_REMEMBERED) spentUntil.clear();
  spentUntil.set(allowanceOf(principal), reset);
}

function isSpent(principal: Principal): boolean {
  // Almost always empty, and then it costs nothing.
  if (spentUntil.size === 0) return false;
  return (spentUntil.get(allowanceOf(principal)) ?? 0) * 1_000 > Date.now();
}

function allowanceOf({ account, credential, plan }: Principal): string {
  return JSON.stringify([account, credential, plan]);
}

function refuseExceeded(rate: RateLimit | undefined, note: Note): void {
  if (!rate) return;
  note({
    "X-RateLimit-Limit": String(rate.limit),
    "X-RateLimit-Remaining": String(rate.remaining),
    "X-RateLimit-Reset": String(rate.reset),
  });
  if (!rate.exceeded) return;
  const detail = "The day's requests are used up; the next UTC day brings new ones.";
  throw new Problem("limited", "daily_limit_exceeded", detail, { retryAt: rate.reset });
}
