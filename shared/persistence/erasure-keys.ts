import { type Key, PARTITION } from "./keys.ts";

/**
 * Where every erasure is that has begun, with its receipt beside it once it has ended. Several
 * partitions, so that one that fails holds up only those in its own.
 */
export const ERASURES: readonly string[] = [..."0123456789abcdef"].map(
  (digit) => `${PARTITION.erasure}${digit}`,
);

/** Start of the sort keys of erasures that have begun. */
export const ERASURE_SORT = "ERASURE#";

/** Of an erasure, until nothing is left. */
export function erasureKey(id: string): Key {
  return { pk: `${PARTITION.erasure}${id.slice(-1)}`, sk: `${ERASURE_SORT}${id}` };
}

/** Of the erasures that a UTC day has had of an account. @param digest stands for the account */
export function erasuresOfDayKey(digest: string, day: string): Key {
  return { pk: `${PARTITION.erasure}DAY#${digest}`, sk: day };
}

/** Of an erasure's receipt. */
export function receiptKey(id: string): Key {
  return { pk: erasureKey(id).pk, sk: `RECEIPT#${id}` };
}
