import { Problem } from "../../model/problem.ts";
import { spendAtProfile, type VisitedProfile } from "./rate-limit.ts";

/**
 * Counts what a caller leaves at a profile. Whose allowance it is that is spent is not told: the
 * profile's would say how much its owner gets. 2 writes, for a
 * lead 3, one after the other.
 * @throws Problem `limited`
 */
export async function countLeft(
  kind: "lead" | "scan",
  caller: string,
  profile: VisitedProfile,
): Promise<void> {
  const { exceeded, reset } = await spendAtProfile(kind, caller, profile);
  if (!exceeded) return;
  const detail = "No more can be left today; the next UTC day brings room.";
  throw new Problem("limited", `daily_${kind}_limit_exceeded`, detail, { retryAt: reset });
}
