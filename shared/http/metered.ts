import type { Principal } from "../auth/principal.ts";
import { Problem } from "../domain/errors.ts";
import { type RateLimit, spendRequest } from "../domain/usage/rate-limit.ts";
import { settings } from "../settings.ts";
import type { Note } from "./endpoint.ts";

/**
 * Runs a request against the day's allowance of its credential. A read runs beside the count, for
 * it can be thrown away; anything else waits for it.
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
  if (!isRead) {
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
  return spendRequest({ ...principal, sessionRequestsPerDay });
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
