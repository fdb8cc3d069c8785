/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

/**
 * A record's `expiresAt`: Unix seconds after which the table may take it away. Rounded up, so that
 * nothing goes before its time.
 * @param from when its time begins: ISO 8601, or milliseconds since 1970
 */
export function expiryOf(from: string | number, keptMs: number): number {
  return wholeSeconds(new Date(from).getTime() + keptMs);
}

/** Unix seconds of a time, rounded up. @param time ISO 8601, or milliseconds since 1970 */
export function wholeSeconds(time: string | number): number {
  return Math.ceil(new Date(time).getTime() / 1_000);
}
