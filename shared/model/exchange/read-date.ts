import { DATE_PATTERN } from "../profile/partial-dates.ts";
import { type Fit, saysNothing, writtenText } from "./fit-text.ts";
import { monthNamed } from "./month-names.ts";

/** Longer is no date. */
const MOST_DATE = 60;

/** Words for what goes on, as forms and exports write them in the place of an end. */
const GOES_ON =
  /^(?:present|current|currently|now|ongoing|today|heute|aktuell|jetzt|présent|actuel|aujourd['’]hui|actualidad|presente|actual|atual|oggi|heden|nu|\p{Pd}|n\/?a|null)$/iu;

const ISO = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T\s].*)?)?)?$/;
const MONTH_FIRST = /^(\d{1,2})[-/.](\d{4})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const BY_SIGNS = /^(\d{4})\s*[年년](?:\s*(\d{1,2})\s*[月월].*)?$/;
const DAY_AND_MONTH = /^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})$/;
const YEAR_WITHIN = /(?<!\d)(\d{4})(?!\d)/;

const TO_THE_MONTH = "Dates are kept as a year and a month.";
const OTHER_FORM = "Dates are kept as YYYY or YYYY-MM.";

/** Whether an end says that something still goes on. */
export function goesOn(value: unknown): boolean {
  return saysNothing(value) || (typeof value === "string" && GOES_ON.test(value.trim()));
}

/**
 * A date as people and programs write it, to the month: `2021-02-25`, `Jan 2019`, `2019`, `09/2019`.
 * Names of months are read in several languages.
 */
export function fitDate(value: unknown): Fit {
  if (saysNothing(value)) return undefined;
  const raw = writtenText(value)?.trim();
  if (raw === undefined || raw.length > MOST_DATE) return { leftFor: "Is not a date." };
  if (DATE_PATTERN.test(raw)) return { value: raw };
  return byNumbers(raw) ?? byName(raw) ?? { leftFor: "Is not a date with a year." };
}

function byNumbers(raw: string): Fit {
  const [, year, month, day] = ISO.exec(raw) ?? COMPACT.exec(raw) ?? BY_SIGNS.exec(raw) ?? [];
  if (year) return dated(year, month, day ? TO_THE_MONTH : OTHER_FORM);
  const [, first, then] = MONTH_FIRST.exec(raw) ?? [];
  if (then) return dated(then, first, OTHER_FORM);
  const [, one = "", sign = "", other = "", last] = DAY_AND_MONTH.exec(raw) ?? [];
  return last ? withDay(last, one, other, sign) : undefined;
}

/** Where dots stand between them the day is first; else the greater one tells, if it is one. */
function withDay(year: string, one: string, other: string, sign: string): Fit {
  if (sign === "." || Number(one) > 12) return dated(year, other, TO_THE_MONTH);
  if (Number(other) > 12 || one === other) return dated(year, one, TO_THE_MONTH);
  return dated(year, undefined, "Which of the numbers is the month is not clear.");
}

function byName(raw: string): Fit {
  const year = YEAR_WITHIN.exec(raw)?.[1];
  if (!year) return undefined;
  const words = raw.match(/[\p{L}\p{M}]+\.?/gu) ?? [];
  const months = words.map(monthNamed).filter((month) => month !== undefined);
  const [month] = months;
  if (months.length !== 1 || month === undefined) {
    return dated(year, undefined, "Only the year of this date can be read.");
  }
  const hasDay = /(?<!\d)\d{1,2}(?!\d)/.test(raw);
  return dated(year, String(month), hasDay ? TO_THE_MONTH : OTHER_FORM);
}

/** A month that there is not is left out. Undefined for a year that cannot be kept. */
function dated(year: string, month: string | undefined, why: string): Fit {
  const number = Number(month);
  const isMonth = number >= 1 && number <= 12;
  const value = isMonth ? `${year}-${String(number).padStart(2, "0")}` : year;
  if (!DATE_PATTERN.test(value)) return undefined;
  return {
    value,
    why: month === undefined || isMonth ? why : "Only the year of this date can be read.",
  };
}
