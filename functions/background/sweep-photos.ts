import type { Context } from "aws-lambda";
import {
  type SweepOrder,
  type SweepSummary,
  sweepPhotos,
} from "../../shared/domain/photo/sweep-photos.ts";
import { log } from "../../shared/log.ts";
import { logAndCount } from "../../shared/metric.ts";

/** Enough for one page more, however slow. */
const RESERVE_MS = 30_000;

/**
 * Removes stray objects from the photo bucket; run by the schedule, and by the operator. The event of
 * a schedule may name one of several shards.
 */
export async function handler(
  event: SweepOrder | undefined,
  context: Context,
): Promise<SweepSummary> {
  const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
  const summary = await sweepPhotos(hasTime, event);
  const { stopped } = summary;
  if (stopped) logAndCount("error", "The sweep would remove too much", "SweepStopped", stopped);
  log("info", "photos swept", { ...summary });
  return summary;
}
