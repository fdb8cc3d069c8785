const HOUR_SECONDS = 3_600;

/** `YYYY-MM-DDTHH` of the UTC hour of a time. */
export function utcHour(time: Date | string): string {
  return new Date(time).toISOString().slice(0, 13);
}

/** Unix seconds at which the UTC hour after the given one begins. */
export function endOfHour(hour: string): number {
  return Date.parse(`${hour}:00Z`) / 1_000 + HOUR_SECONDS;
}
