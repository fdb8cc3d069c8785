import { sum } from "../statistics.ts";
import { unitsOf } from "./stored-units.ts";

/** A kind of request, how often it comes, and the suite `cost`'s name for it. */
interface Share {
  readonly sample: string;
  readonly share: number;
  readonly open?: boolean;
}

/**
 * What is asked: 75 % reads of people who are signed in, 20 % views of public profiles, 5 % writes.
 * Assumed, as a service that people look at more than they write.
 */
export const MIX: readonly Share[] = [
  { sample: "get-profile", share: 0.3 },
  { sample: "get-primary-profile", share: 0.15 },
  { sample: "list-profiles", share: 0.1 },
  { sample: "list-contacts", share: 0.1 },
  { sample: "search-directory", share: 0.05 },
  { sample: "get-analytics-summary", share: 0.05 },
  { sample: "get-public-profile", share: 0.2, open: true },
  { sample: "update-profile", share: 0.02 },
  { sample: "save-contact", share: 0.02 },
  { sample: "create-profile", share: 0.01 },
];

/** What a request takes on average. */
export interface Mixed {
  readonly reads: number;
  /** With the counter. */
  readonly writes: number;
  /** Shares of all requests. */
  readonly authorized: number;
  readonly views: number;
  /** GB of memory times milliseconds. */
  readonly gbMs: number;
  readonly ms: number;
  /** The share of the method that is called most. */
  readonly busiest: number;
}

/** Of {@link MIX}. */
export function mixed(): Mixed {
  const each = MIX.map((one) => ({ ...one, units: unitsOf(one.sample) }));
  const mean = (of: (one: (typeof each)[number]) => number) =>
    sum(each.map((one) => one.share * of(one)));
  return {
    reads: mean(({ units }) => units.reads),
    // The count of a view is told apart: the sample is its profile's first of a day.
    writes: mean(({ open, units }) => (open ? 0 : units.writes + units.counter)),
    authorized: mean(({ open }) => (open ? 0 : 1)),
    views: mean(({ open }) => (open ? 1 : 0)),
    gbMs: mean(({ units }) => (units.memoryMb / 1_024) * units.billedMs),
    ms: mean(({ units }) => units.billedMs),
    busiest: Math.max(...MIX.map(({ share }) => share)),
  };
}
