/**
 * Direct uploads of one account that may wait or be worked on at a time. What is worked on is shared
 * out by account: nobody's uploads wait behind more than so many of anybody else's (ADR 34).
 */
export const MOST_OPEN_UPLOADS = 10;

const MINUTE_MS = 60_000;
/** How long the address takes the photo. Short, for it needs no other credential. */
export const UPLOAD_URL_MS = 10 * MINUTE_MS;
/** How long after that the photo may still be worked on, retries and all. */
const GRACE_MS = 15 * MINUTE_MS;
/** From when an upload is asked for until it is settled in any case, in milliseconds. */
export const UPLOAD_OPEN_MS = UPLOAD_URL_MS + GRACE_MS;

/**
 * Seconds after which an account with too many open uploads may try again: one that has arrived is
 * worked on within that, unless there is a crowd.
 */
export const OPEN_RETRY_SECONDS = 10;

/** Those of an account's uploads that are over, settled or not. @param ids UUIDs v7 */
export function overdueUploads(ids: Iterable<string>, now: number): string[] {
  return [...ids].filter((id) => timeOf(id) + UPLOAD_OPEN_MS < now);
}

/** Milliseconds since 1970 at which a UUID v7 was made. */
function timeOf(id: string): number {
  return Number.parseInt(id.replace("-", "").slice(0, 12), 16);
}
