import { DAY_MS, expiryOf } from "../expiry.ts";
import { VIEW_SOURCES } from "./view-source.ts";
import { united, type ViewerSketch } from "./viewer-sketch.ts";

/** What is counted of a profile: views by their source, saves, and scans that were told of by themselves. */
export const COUNTERS = [...VIEW_SOURCES, "save", "scan"] as const;

/** One of {@link COUNTERS}. */
export type Counter = (typeof COUNTERS)[number];

/** How often each happened; what is left out did not. */
export type Counts = Readonly<Partial<Record<Counter, number>>>;

/** What happened to a profile on a UTC day, or during a part of it. */
export interface Tally {
  readonly profileId: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly counts: Counts;
  readonly viewers: ViewerSketch;
}

/** Both together. @param one of the same profile and day as the other */
export function together(one: Tally, other: Tally): Tally {
  const counts: Partial<Record<Counter, number>> = { ...one.counts };
  for (const counter of COUNTERS) {
    const more = other.counts[counter];
    if (more !== undefined) counts[counter] = (counts[counter] ?? 0) + more;
  }
  return { ...one, counts, viewers: united(one.viewers, other.viewers) };
}

/** How many events are in it. */
export function sizeOf({ counts }: Tally): number {
  return COUNTERS.reduce((sum, counter) => sum + (counts[counter] ?? 0), 0);
}

/** How long counters are kept: thirteen months, so that a month can be held against last year's. */
const KEPT_MS = 396 * DAY_MS;

/** Unix seconds after which the counters of a UTC day may go. */
export function tallyExpiry(day: string): number {
  return expiryOf(day, KEPT_MS);
}
