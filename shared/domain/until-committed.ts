import { setTimeout as delay } from "node:timers/promises";
import { concurrentChange, isConcurrentChange, Problem } from "../model/problem.ts";

/** Leaves a function of 10 s the time to answer. The caller is better served by waiting than by a refusal. */
const LONGEST_MS = 6_000;
const LONGEST_PAUSE_MS = 250;

/**
 * Runs an optimistic write until it succeeds, for six seconds at most. Each run reads again and
 * returns undefined when somebody else wrote in between.
 * @throws Problem `conflict` when it lost every time
 */
export async function untilCommitted<T>(run: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + LONGEST_MS;
  for (let attempt = 0; Date.now() < end; attempt += 1) {
    const result = await run();
    if (result !== undefined) return result;
    await delay(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** attempt));
  }
  throw concurrentChange();
}

/**
 * For a transaction on items that others write all the time.
 * @returns undefined when it has not got in, so that {@link untilCommitted} waits for a gap
 */
export async function unlessOutrun<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Problem && isConcurrentChange(error)) return undefined;
    throw error;
  }
}
