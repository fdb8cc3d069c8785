/** Languages whose names of months are read. No name is another month's in one of the others. */
const LANGUAGES = "en-US en-GB de fr es pt it nl sv da nb fi pl cs ro hu tr el ru uk".split(" ");

/** Short forms that people write and no table has. */
const MORE = { mrz: 3, sept: 9, ene: 1, set: 9 };

let months: ReadonlyMap<string, number> | undefined;

/** The month, 1 to 12, that a word stands for in one of the languages; undefined for none. */
export function monthNamed(word: string): number | undefined {
  months ??= readNames();
  return months.get(keyOf(word));
}

/** As Unicode's tables have them: alone and within a date, long and short. */
function readNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>(Object.entries(MORE));
  for (const language of LANGUAGES) {
    for (const month of ["short", "long"] as const) {
      for (const day of [undefined, "numeric"] as const) {
        const format = new Intl.DateTimeFormat(language, { month, day, timeZone: "UTC" });
        for (let number = 1; number <= 12; number += 1) {
          const parts = format.formatToParts(Date.UTC(2020, number - 1, 2));
          const name = parts.find(({ type }) => type === "month")?.value ?? "";
          if (/\p{L}/u.test(name)) names.set(keyOf(name), number);
        }
      }
    }
  }
  return names;
}

function keyOf(word: string): string {
  return word
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[\p{M}.]/gu, "");
}
