import { PRICES } from "../cost/prices.ts";

/** A price that falls with the amount: up to `upTo` units in all, each costs `each`. */
export interface Tier {
  readonly upTo: number;
  readonly each: number;
}

const GB = 1e9;
const REST_LATER = 0.8 * PRICES.gatewayRequest;

/** List prices in US dollars of us-east-1, November 2026, besides those of {@link PRICES}. */
export const MONTH_PRICES = {
  rest: [
    { upTo: 333e6, each: PRICES.gatewayRequest },
    { upTo: 1e9, each: REST_LATER },
    { upTo: 20e9, each: 2.38 / 1e6 },
    { upTo: Number.POSITIVE_INFINITY, each: 1.51 / 1e6 },
  ],
  http: [
    { upTo: 300e6, each: 1 / 1e6 },
    { upTo: Number.POSITIVE_INFINITY, each: 0.9 / 1e6 },
  ],
  /** Logs of functions; the gateway's have the first price throughout. */
  functionLogs: [
    { upTo: 10e3 * GB, each: 0.5 / GB },
    { upTo: 30e3 * GB, each: 0.25 / GB },
    { upTo: Number.POSITIVE_INFINITY, each: 0.1 / GB },
  ],
  gatewayLogs: [{ upTo: Number.POSITIVE_INFINITY, each: 0.5 / GB }],
  out: [
    { upTo: 10e3 * GB, each: 0.09 / GB },
    { upTo: 50e3 * GB, each: 0.085 / GB },
    { upTo: Number.POSITIVE_INFINITY, each: 0.07 / GB },
  ],
  cdnOut: [
    { upTo: 10e3 * GB, each: 0.085 / GB },
    { upTo: 50e3 * GB, each: 0.08 / GB },
    { upTo: Number.POSITIVE_INFINITY, each: 0.06 / GB },
  ],
} as const satisfies Readonly<Record<string, readonly Tier[]>>;

/** Prices that do not fall. */
export const FLAT = {
  cdnRequest: 0.01 / 1e4,
  trace: 5 / 1e6,
  /** A month each. */
  metric: 0.3,
  alarm: 0.1,
  dashboard: 3,
  secret: 0.4,
  /** A byte and month of the table, and of its copies for point-in-time recovery. */
  tableByte: (0.25 + 0.2) / GB,
  objectByte: 0.023 / GB,
} as const;

/** What an amount costs over all tiers. */
export function tiered(tiers: readonly Tier[], amount: number): number {
  let [cost, from] = [0, 0];
  for (const { upTo, each } of tiers) {
    cost += Math.max(0, Math.min(amount, upTo) - from) * each;
    from = upTo;
  }
  return cost;
}
