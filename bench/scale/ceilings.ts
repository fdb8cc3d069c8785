import { amount, INPUTS } from "./inputs.ts";
import type { Meeting, Path } from "./paths.ts";
import { limitOf } from "./quotas.ts";

/** Requests a second, and what allows no more. */
export interface Ceiling {
  readonly rate: number;
  readonly what: string;
}

/** Of requests that all meet at one account, or one profile. */
export function meetingCeiling(path: Path): Ceiling {
  return lowest(path.meetings.map((one) => ({ rate: meetingRate(one), what: one.what })));
}

/** Of a table with these units a second, the load spread over it. */
export function tableRate({ reads, writes }: Path, units: TableUnits): number {
  return Math.min(over(units.reads, reads), over(units.writes, writes));
}

/** Units a second that a whole table takes. */
export interface TableUnits {
  readonly reads: number;
  readonly writes: number;
}

/** One that nobody has asked anything yet. */
export const NEW_TABLE: TableUnits = { reads: limitOf("newReads"), writes: limitOf("newWrites") };
/** One that has grown to what AWS allows unasked. */
export const GROWN_TABLE: TableUnits = {
  reads: limitOf("tableReads"),
  writes: limitOf("tableWrites"),
};

/** Of the account's functions at the default quota, if nothing else ran. */
export function functionsRate({ ms, authorized }: Path): number {
  const busy = (ms + (authorized ? INPUTS.authorizerMs.value : 0)) / 1_000;
  const byTime = limitOf("concurrency") / busy;
  // Lambda's own second limit: ten requests a second for each environment.
  const byNumber = (10 * limitOf("concurrency")) / (authorized ? 2 : 1);
  return Math.min(byTime, byNumber);
}

/** The lowest of them. @throws Error where there are none */
export function lowest(ceilings: readonly Ceiling[]): Ceiling {
  const [first] = ceilings.toSorted((a, b) => a.rate - b.rate);
  if (!first) throw new Error("There is nothing that bounds it.");
  return first;
}

function meetingRate({ reads = 0, writes = 0, shards = 1 }: Meeting): number {
  const units = { reads: amount("partitionReads"), writes: amount("partitionWrites") };
  return shards * Math.min(over(units.reads, reads), over(units.writes, writes));
}

function over(limit: number, each: number): number {
  return each === 0 ? Number.POSITIVE_INFINITY : limit / each;
}
