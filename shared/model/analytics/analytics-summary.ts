import { daysBefore } from "../utc-day.ts";
import { type Counter, type Tally, together } from "./tally.ts";
import { VIEW_SOURCES, type ViewSource } from "./view-source.ts";
import { viewersOf } from "./viewer-sketch.ts";

/** What an owner learns of who looked at a profile. */
export interface AnalyticsSummary {
  readonly profileId: string;
  readonly periodDays: number;
  readonly totalViews: number;
  /** Sum of the days' viewers: who comes on two days counts twice, as nobody is known the next day. */
  readonly uniqueViewers: number;
  readonly qrScans: number;
  readonly savedCount: number;
  readonly viewsThisWeek: number;
  readonly qrScansThisWeek: number;
  /** Adds up to `totalViews`. */
  readonly bySource: Readonly<Record<ViewSource, number>>;
}

/** UTC days of a week, today's included. */
const WEEK = 7;

/** The first UTC day that a summary of so many days looks at, up to today: never less than a week. */
export function firstDayOf(periodDays: number, today: string): string {
  return daysBefore(today, Math.max(periodDays, WEEK) - 1);
}

/** @param tallies of the profile from {@link firstDayOf} on, several a day where there are some */
export function summaryOf(
  profileId: string,
  periodDays: number,
  today: string,
  tallies: readonly Tally[],
): AnalyticsSummary {
  const days = perDay(tallies);
  const since = (first: string) => days.filter(({ day }) => day >= first && day <= today);
  const period = since(daysBefore(today, periodDays - 1));
  const week = since(daysBefore(today, WEEK - 1));
  const bySource = Object.fromEntries(
    VIEW_SOURCES.map((source) => [source, sumOf(period, source)]),
  ) as Record<ViewSource, number>;
  return {
    profileId,
    periodDays,
    totalViews: sumOf(period, ...VIEW_SOURCES),
    uniqueViewers: period.reduce((sum, { viewers }) => sum + viewersOf(viewers), 0),
    qrScans: sumOf(period, "qr_scan", "scan"),
    savedCount: sumOf(period, "save"),
    viewsThisWeek: sumOf(week, ...VIEW_SOURCES),
    qrScansThisWeek: sumOf(week, "qr_scan", "scan"),
    bySource,
  };
}

/** Those of the same profile and day together, in their order. */
export function perDay(tallies: readonly Tally[]): Tally[] {
  const days = new Map<string, Tally>();
  for (const tally of tallies) {
    const before = days.get(tally.day);
    days.set(tally.day, before ? together(before, tally) : tally);
  }
  return [...days.values()];
}

function sumOf(days: readonly Tally[], ...counters: readonly Counter[]): number {
  return days.reduce(
    (sum, { counts }) => counters.reduce((all, counter) => all + (counts[counter] ?? 0), sum),
    0,
  );
}
