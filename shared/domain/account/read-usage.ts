import { USAGE_DAYS } from "../../model/account/request-counter.ts";
import { daysBefore, utcDay } from "../../model/utc-day.ts";
import { type DayUsage, findUsage } from "../../persistence/request-count-repository.ts";
import { findTop } from "../../persistence/top-repository.ts";

/** What an account has used in so many UTC days, today being the last. */
export interface AccountUsage {
  readonly days: number;
  readonly requests: number;
  readonly jwt: number;
  readonly apiKey: number;
  /** Days with requests, the earliest first. */
  readonly byDay: readonly DayUsage[];
}

/** 1 Query. @param days up to 30 */
export async function readUsage(
  owner: string,
  days = USAGE_DAYS,
  now = new Date(),
): Promise<AccountUsage> {
  const byDay = await findUsage(owner, firstDay(days, now));
  const jwt = byDay.reduce((sum, day) => sum + day.jwt, 0);
  const apiKey = byDay.reduce((sum, day) => sum + day.apiKey, 0);
  return { days, requests: jwt + apiKey, jwt, apiKey, byDay };
}

/** An account among those that are used most. */
export interface TopAccount extends Omit<AccountUsage, "byDay" | "days"> {
  readonly account: string;
}

/** Accounts whose counters are read for each that is told: powers of ten alone do not put them in order. */
const CANDIDATES = 5;

/**
 * The accounts with the most requests in so many UTC days, of those that had a hundred on one of them.
 * At most 8 Queries for each day, and 1 for each of `most` times 5 accounts.
 */
export async function readTop(most: number, days: number, now = new Date()): Promise<TopAccount[]> {
  const names = Array.from({ length: days }, (_, day) => daysBefore(utcDay(now), day));
  const reached = await Promise.all(names.map((day) => findTop(day, most * CANDIDATES)));
  const weights = new Map<string, number>();
  for (const { account, magnitude } of reached.flat()) {
    weights.set(account, (weights.get(account) ?? 0) + 10 ** magnitude);
  }
  const heaviest = [...weights].toSorted(([, a], [, b]) => b - a).slice(0, most * CANDIDATES);
  const top: TopAccount[] = [];
  for (const [account] of heaviest) {
    const { requests, jwt, apiKey } = await readUsage(account, days, now);
    top.push({ account, requests, jwt, apiKey });
  }
  return top.toSorted((a, b) => b.requests - a.requests).slice(0, most);
}

function firstDay(days: number, now: Date): string {
  return daysBefore(utcDay(now), days - 1);
}
