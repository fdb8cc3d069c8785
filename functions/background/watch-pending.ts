import { logFigure } from "../../shared/metric.ts";
import { findWaiting } from "../../shared/persistence/waiting-repository.ts";

/**
 * Measures for how long something waits to be removed, made or kept, whatever became of the stream:
 * a mapping that is switched off has no figures of its own. Run by the schedule.
 */
export async function handler(): Promise<void> {
  const { count, oldest } = await findWaiting();
  const seconds = oldest === undefined ? 0 : (Date.now() - Date.parse(oldest)) / 1_000;
  logFigure("waiting", "PendingSeconds", "Seconds", Math.max(0, Math.round(seconds)), { count });
}
