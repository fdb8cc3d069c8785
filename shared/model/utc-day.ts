import { DAY_MS } from "./expiry.ts";

/** `YYYY-MM-DD` of the UTC day of a time. */
export function utcDay(time: Date | string): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Unix seconds at which the UTC day after the given one begins. */
export function endOfDay(day: string): number {
  return (Date.parse(day) + DAY_MS) / 1_000;
}

/** The UTC day that was so many days before the given one. */
export function daysBefore(day: string, days: number): string {
  return utcDay(new Date(Date.parse(day) - days * DAY_MS));
}
