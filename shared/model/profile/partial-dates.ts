/** A year, or a month of a year. */
export const DATE_PATTERN = /^[12]\d{3}(-(0[1-9]|1[0-2]))?$/;

/** `YYYY` or `YYYY-MM`; null is unknown, or still going on. */
export interface Dates {
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** The end is not before the start, as far as the coarser of the two can tell. */
export function endsAfterStart(entry: Dates): boolean {
  if (!entry.startDate || !entry.endDate) return true;
  const common = Math.min(entry.startDate.length, entry.endDate.length);
  return entry.endDate.slice(0, common) >= entry.startDate.slice(0, common);
}
