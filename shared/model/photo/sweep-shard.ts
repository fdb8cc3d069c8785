/** One of several parts of the bucket that are swept side by side. */
export interface SweepShard {
  /** From 0. */
  readonly number: number;
  readonly of: number;
}

/** The bucket as one part. */
export const WHOLE_BUCKET: SweepShard = { number: 0, of: 1 };

/**
 * Digits of a profile's id that make a slot. Ids begin with the time they were made at: seven digits
 * are four and a half hours of it. Slots go round among the shards, so that each has some of every
 * day, however unevenly people sign up; a shard of first digits would have all of a year, or nothing.
 */
const DIGITS = 7;
const LAST_SLOT = 16 ** DIGITS - 1;

/**
 * Whether a shard looks at an object. What has no profile's id in its key is looked at by the first.
 * @param name key without its prefix: it begins with the profile's id
 */
export function isOfShard(name: string, { number, of }: SweepShard): boolean {
  return (slotOf(name) ?? 0) % of === number;
}

/**
 * From where a shard lists on, after a name: right after it, or from the beginning of its next slot.
 * @returns undefined when there is none
 */
export function jumpAfter(name: string, shard: SweepShard): string | undefined {
  const slot = slotOf(name);
  if (slot === undefined || isOfShard(name, shard)) return name;
  const { number, of } = shard;
  const next = slot + ((number - (slot % of) + of) % of);
  // No name is as short as that: all of the slot come after it.
  return next > LAST_SLOT ? undefined : next.toString(16).padStart(DIGITS, "0");
}

function slotOf(name: string): number | undefined {
  const digits = name.slice(0, DIGITS);
  return /^[0-9a-f]{7}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
