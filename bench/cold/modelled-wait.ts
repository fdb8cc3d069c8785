import type { FirstCall } from "./measure-first-call.ts";

/**
 * Memory at which a function has one whole core, in MB; with less it has that share of one
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
 */
const WHOLE_CORE = 1_769;

/** Sizes of functions that the waits are told for, in MB. */
export const SIZES = [256, 512, 1_024, WHOLE_CORE] as const;

/** What a function of this size has of a core: at most one, as JavaScript runs on one. */
export function shareOfCore(megabytes: number): number {
  return Math.min(1, megabytes / WHOLE_CORE);
}

/**
 * The share is given anew after so many milliseconds; who has used it up waits. Lambda's period is not
 * documented: studies infer it from when functions are held up (arXiv:2506.01283).
 */
export const PERIOD_MS = 20;

/**
 * How long a call takes whose share is given period by period, in milliseconds: it runs at full speed
 * until the share is used up, and does not wait for what is left of its last period.
 */
export function callInPeriods(callCpuMs: number, megabytes: number): number {
  const quota = PERIOD_MS * shareOfCore(megabytes);
  const pauses = Math.max(0, Math.ceil(callCpuMs / quota) - 1);
  return callCpuMs + pauses * (PERIOD_MS - quota);
}

/**
 * How long the processor keeps the first caller waiting on Lambda, in milliseconds: loading runs at
 * full speed, the call at the function's share of a core. The network is not in it.
 */
export function modelledWait(
  { loadCpuMs, callCpuMs }: Pick<FirstCall, "loadCpuMs" | "callCpuMs">,
  megabytes: number,
): number {
  return loadCpuMs + callCpuMs / shareOfCore(megabytes);
}
