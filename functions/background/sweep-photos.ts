import type { Context } from "aws-lambda";
import { type SweepSummary, sweepPhotos } from "../../shared/domain/photo/sweep-photos.ts";
import { log } from "../../shared/log.ts";

/** Enough for one page more, however slow. */
const RESERVE_MS = 30_000;

/** What the operator's command asks for; the schedule's event says nothing of it. */
interface SweepOrder {
  /** Begins anew, though an earlier run has not come to an end. */
  readonly anew?: boolean;
}

/** Removes stray objects from the photo bucket; run by the schedule, and by the operator. */
export async function handler(
  event: SweepOrder | undefined,
  context: Context,
): Promise<SweepSummary> {
  const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
  const summary = await sweepPhotos(hasTime, event?.anew ? "anew" : "resume");
  log("info", "photos swept", { ...summary });
  return summary;
}
