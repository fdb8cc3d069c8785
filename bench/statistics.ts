/** A quantity in its middle and its spread. */
export interface Summary {
  readonly median: number;
  /** The quarter below and the quarter above lie outside of these. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Median and quarters. @throws Error without samples */
export function summarise(samples: readonly number[]): Summary {
  return {
    median: quantile(samples, 0.5),
    low: quantile(samples, 0.25),
    high: quantile(samples, 0.75),
    count: samples.length,
  };
}

/** 0 of none. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** @throws Error without samples */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/**
 * The value below which a share of the samples lies, interpolated between neighbours.
 * @param share from 0 to 1
 * @throws Error without samples
 */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) throw new Error("There are no samples.");
  return low + (high - low) * (place - Math.floor(place));
}

/** In another order each time (Fisher and Yates). */
export function shuffled<T>(items: readonly T[]): T[] {
  const list = [...items];
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [list[last], list[other]] = [list[other] as T, list[last] as T];
  }
  return list;
}

/** `12.3 (11.8–13.0)`: the median, and the quartiles as its spread. */
export function withSpread(samples: readonly number[], digits = 1): string {
  const { median: middle, low, high } = summarise(samples);
  return `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}
