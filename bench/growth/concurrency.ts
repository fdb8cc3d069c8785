import { performance } from "node:perf_hooks";
import { type Answer, ApiClient } from "../../test/support/api-client.ts";
import { createTypicalProfile, PROFILES } from "../examples/typical-profile.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { quantile, shuffled } from "../statistics.ts";
import { createFullProfile } from "./profile-template.ts";

/** Callers at once. */
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

/** The samples of one request. */
export interface ConcurrencySeries {
  readonly what: string;
  readonly samples: readonly ConcurrencySample[];
}

/**
 * Lets callers read one profile through the front door: its owner, in whose counter they all count,
 * and anybody, one of near 200 KB.
 * @throws Error when a request was not answered well
 */
export async function measureConcurrency(
  platform: BenchPlatform,
  rounds: number,
): Promise<ConcurrencySeries[]> {
  const api = await platform.as("growth-concurrency");
  const { id } = await createTypicalProfile(api);
  const full = await createFullProfile(api, { published: true });
  const anyone = new ApiClient(platform.url);
  return [
    {
      what: "get-profile",
      samples: await measureCalls(() => api.get(`${PROFILES}/${id}`), rounds),
    },
    {
      what: "get-public-profile of 200 KB",
      samples: await measureCalls(() => anyone.get(`${PROFILES}/p/${full.id}`), rounds),
    },
  ];
}

async function measureCalls(
  ask: () => Promise<Answer>,
  rounds: number,
): Promise<ConcurrencySample[]> {
  const samples = CALLERS.map((callers) => ({
    callers,
    msPerRequest: [] as number[],
    p50Ms: [] as number[],
    p99Ms: [] as number[],
  }));
  const call = async () => {
    const started = performance.now();
    const { status, text } = await ask();
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
