const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * Milliseconds between two events of `rate(<number> <unit>)`, where the unit is in the plural for
 * all but 1.
 * @throws Error with a clear sentence for anything else, cron expressions included.
 */
export function parseRate(expression: string, where: string): number {
  const [, number = "", unit = "", plural] =
    /^rate\(([1-9]\d{0,8}) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const length = UNITS[unit];
  if (length === undefined || (number === "1") !== (plural === "")) {
    throw new Error(`${where}: the schedule ${expression} is not supported locally; use a rate.`);
  }
  return Number(number) * length;
}
