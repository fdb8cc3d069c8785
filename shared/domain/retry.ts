import { setTimeout as delay } from "node:timers/promises";
import { Problem } from "./errors.ts";

const TRIES = 24;
const LONGEST_PAUSE_MS = 250;

/**
 * Runs an optimistic write until it succeeds. Each run reads afresh and returns undefined when
 * somebody else wrote in between.
 * @throws Problem 409 when it lost every time
 */
export async function untilCommitted<T>(run: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const result = await run();
    if (result !== undefined) return result;
    await delay(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** attempt));
  }
  throw new Problem(
    "conflict",
    "concurrent_change",
    "Other changes to the same data kept getting in first; try again.",
  );
}
