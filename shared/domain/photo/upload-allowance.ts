import { Problem } from "../errors.ts";
import { type RateLimit, spendUpload } from "../usage/rate-limit.ts";

/**
 * Counts a photo that comes in a form, before it is worked on: that takes as long as for one that is
 * uploaded directly. 1 write.
 * @throws Problem 429
 */
export async function spendFormPhoto(account: string): Promise<void> {
  requireRoom(await spendUpload(account));
}

/** @throws Problem 429 */
export function requireRoom({ exceeded, reset }: RateLimit): void {
  if (!exceeded) return;
  const detail = "The account's uploads of the day are used up; the next UTC day brings new ones.";
  throw new Problem("limited", "daily_upload_limit_exceeded", detail, { retryAt: reset });
}
