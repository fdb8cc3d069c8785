import { DAY_MS, expiryOf } from "../expiry.ts";

/** Counters that the requests of a plan without a limit are spread over, so that no item is hot. */
export const REQUEST_SHARDS = 8;

/** Every counter that requests of an account may be counted in, of a UTC day. */
export const REQUEST_COUNTERS: readonly string[] = [
  "jwt",
  "api_key",
  ...Array.from({ length: REQUEST_SHARDS }, (_, shard) => `api_key#${shard}`),
];

/**
 * The counter of a request.
 * @param limit of the day; without one nothing needs to know the sum, and any of the shards will do
 */
export function requestCounter(
  credential: "jwt" | "api_key",
  limit: number | undefined,
  random = Math.random(),
): string {
  return limit === undefined ? `${credential}#${Math.floor(random * REQUEST_SHARDS)}` : credential;
}

/** An operator looks back over 30 days; a few more, for clocks and for TTL. */
const KEPT_MS = 36 * DAY_MS;

/** Days that an operator can look back over. */
export const USAGE_DAYS = 30;

/** Unix seconds after which what is known of a UTC day's requests may go. */
export function usageExpiry(day: string): number {
  return expiryOf(day, KEPT_MS);
}

/** Least power of ten that a counter is noted at, and the greatest one that is told apart. */
const [LEAST, GREATEST] = [2, 9];

/** The powers of ten, greatest first, by which accounts are found that are used much. */
export const MAGNITUDES: readonly number[] = Array.from(
  { length: GREATEST - LEAST + 1 },
  (_, below) => GREATEST - below,
);

const MILESTONES: ReadonlyMap<number, number> = new Map(
  MAGNITUDES.map((magnitude) => [10 ** magnitude, magnitude]),
);

/**
 * Which power of ten an account's day reaches with this count of one of its counters; undefined for
 * all counts but one in each. Of shards, the others are taken to be as full: 8 is about 10.
 */
export function magnitudeReached(counter: string, count: number): number | undefined {
  const magnitude = MILESTONES.get(count);
  if (magnitude === undefined || !counter.includes("#")) return magnitude;
  return Math.min(magnitude + 1, GREATEST);
}
