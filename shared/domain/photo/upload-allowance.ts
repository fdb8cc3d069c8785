import { Problem } from "../../model/problem.ts";
import { spendUpload } from "../usage/rate-limit.ts";

/**
 * Counts a photo before it is worked on, which takes as long for one in a form as for one that is
 * uploaded directly. 1 write.
 * @throws Problem `limited`
 */
export async function spendPhoto(account: string): Promise<void> {
  const { exceeded, reset } = await spendUpload(account);
  if (!exceeded) return;
  const detail = "The account's uploads of the day are used up; the next UTC day brings new ones.";
  throw new Problem("limited", "daily_upload_limit_exceeded", detail, { retryAt: reset });
}
