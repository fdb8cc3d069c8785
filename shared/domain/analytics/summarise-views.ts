import type { AnalyticsQuery } from "../../model/analytics/analytics-schema.ts";
import { PERIOD_DAYS } from "../../model/analytics/analytics-schema.ts";
import {
  type AnalyticsSummary,
  firstDayOf,
  summaryOf,
} from "../../model/analytics/analytics-summary.ts";
import { Problem, profileNotFound } from "../../model/problem.ts";
import { utcDay } from "../../model/utc-day.ts";
import { findAccount, findRoot } from "../../persistence/profile-repository.ts";
import { findTallies } from "../../persistence/tally-repository.ts";

/**
 * What was counted of one of an owner's profiles, the primary one unless told otherwise. 1 read, then
 * 1 Query per MB. Nothing is read of somebody else's profile: how long that takes would tell how much
 * it is looked at.
 * @param isOn the setting `analytics`
 * @throws Problem `not_found` without a profile, for an unknown one and another account's alike, and
 * `analytics_off` where nothing is counted
 */
export async function summariseViews(
  isOn: boolean,
  owner: string,
  { days = PERIOD_DAYS, profileId }: AnalyticsQuery,
  now = new Date(),
): Promise<AnalyticsSummary> {
  if (!isOn) {
    throw new Problem("not_found", "analytics_off", "This service does not count views.");
  }
  const today = utcDay(now);
  const id = await ownProfile(owner, profileId);
  if (id === undefined) throw profileNotFound();
  return summaryOf(id, days, today, await findTallies(id, firstDayOf(days, today), today));
}

async function ownProfile(owner: string, named: string | undefined): Promise<string | undefined> {
  if (named === undefined) return (await findAccount(owner))?.primaryProfileId;
  return (await findRoot(owner, named)) && named;
}
