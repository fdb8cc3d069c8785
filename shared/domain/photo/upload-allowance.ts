import { Problem } from "../../model/problem.ts";
import { spendUpload } from "../usage/rate-limit.ts";

/**
 * Counts a photo in a form before it is worked on. 1 write; a direct upload is counted as it begins.
 * @throws Problem `limited`
 */
export async function spendPhoto(account: string): Promise<void> {
  const { exceeded, reset } = await spendUpload(account);
  if (exceeded) throw uploadsOfDaySpent(reset);
}

/** @param retryAt Unix seconds at which the next UTC day begins */
export function uploadsOfDaySpent(retryAt: number): Problem {
  const detail = "The account's uploads of the day are used up; the next UTC day brings new ones.";
  return new Problem("limited", "daily_upload_limit_exceeded", detail, { retryAt });
}
