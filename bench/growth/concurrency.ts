import { performance } from "node:perf_hooks";
import { createTypicalProfile, PROFILES } from "../examples/typical-profile.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { quantile, shuffled } from "../statistics.ts";

export const CALLERS = [1, 4, 16, 64];
/** Requests of one sample. */
export const REQUESTS = 256;

/** Samples by the number of callers at once. */
export interface ConcurrencySample {
  readonly callers: number;
  /** Elapsed time of a sample by its number of requests. */
  readonly msPerRequest: number[];
  /** What the requests of a sample waited, as its median. */
  readonly p50Ms: number[];
  readonly p99Ms: number[];
}

/**
 * Lets callers read the profile of one account through the front door, whose counter they all
 * count in. @throws Error when a request was not answered well
 */
export async function measureConcurrency(
  platform: BenchPlatform,
  rounds: number,
): Promise<ConcurrencySample[]> {
  const api = await platform.as("growth-concurrency");
  const { id } = await createTypicalProfile(api);
  const samples = CALLERS.map((callers) => ({
    callers,
    msPerRequest: [] as number[],
    p50Ms: [] as number[],
    p99Ms: [] as number[],
  }));
  const call = async () => {
    const started = performance.now();
    const { status, text } = await api.get(`${PROFILES}/${id}`);
    if (status !== 200) throw new Error(`The platform answered ${status}: ${text}`);
    return performance.now() - started;
  };
  for (let round = 0; round <= rounds; round += 1) {
    for (const sample of shuffled(samples)) {
      const { elapsed, latencies } = await callTogether(call, sample.callers);
      // The first round starts the functions' processes.
      if (round === 0) continue;
      sample.msPerRequest.push(elapsed / REQUESTS);
      sample.p50Ms.push(quantile(latencies, 0.5));
      sample.p99Ms.push(quantile(latencies, 0.99));
    }
  }
  return samples;
}

async function callTogether(call: () => Promise<number>, callers: number) {
  const latencies: number[] = [];
  const started = performance.now();
  let left = REQUESTS;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      latencies.push(await call());
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { elapsed: performance.now() - started, latencies };
}
