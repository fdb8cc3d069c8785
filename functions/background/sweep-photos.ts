import type { Context } from "aws-lambda";
import { type SweepSummary, sweepPhotos } from "../../shared/domain/photo/sweep-photos.ts";
import { log } from "../../shared/log.ts";

/** Enough for one page more, however slow. */
const RESERVE_MS = 30_000;

/** Removes stray objects from the photo bucket; run by the schedule, and by the operator. */
export async function handler(_event: unknown, context: Context): Promise<SweepSummary> {
  const summary = await sweepPhotos(() => context.getRemainingTimeInMillis() > RESERVE_MS);
  log("info", "photos swept", { ...summary });
  return summary;
}
