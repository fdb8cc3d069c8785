import { median } from "../statistics.ts";
import type { CaseTimes } from "./memory-rule.ts";

const AS_SHIPPED = /^(.+), shipped: loadCpuMs$/;

/**
 * What a stored result of the suite tells of the shipped functions.
 * @returns none for a result that does not tell loading and call apart
 */
export function storedTimes(samples: Readonly<Record<string, readonly number[]>>): CaseTimes[] {
  return Object.keys(samples).flatMap((key) => {
    const name = AS_SHIPPED.exec(key)?.[1];
    if (name === undefined) return [];
    const of = (quantity: string) => median(samples[`${name}, shipped: ${quantity}`] ?? []);
    return [{ name, loadCpuMs: of("loadCpuMs"), callCpuMs: of("callCpuMs"), peakMb: of("peakMb") }];
  });
}
