import { describe, expect, test } from "vitest";
import { monthNamed } from "../../../../shared/model/exchange/month-names.ts";
import { fitDate, goesOn } from "../../../../shared/model/exchange/read-date.ts";

describe("a date", () => {
  test.each([
    ...[
      ["2019", "2019"],
      ["2021-02", "2021-02"],
      [2019, "2019"],
    ],
    ...[
      ["2021-02-25", "2021-02"],
      ["2021-02-25T10:00:00Z", "2021-02"],
      ["20210225", "2021-02"],
    ],
    ...[
      ["2021/2/25", "2021-02"],
      ["2021.02", "2021-02"],
      ["2019-00", "2019"],
      ["2019-13", "2019"],
    ],
    ...[
      ["09/2019", "2019-09"],
      ["9-2019", "2019-09"],
    ],
    ...[
      ["25.02.2021", "2021-02"],
      ["02/25/2021", "2021-02"],
      ["25/02/2021", "2021-02"],
    ],
    ...[
      ["03/04/2021", "2021"],
      ["04/04/2021", "2021-04"],
      ["03.04.2021", "2021-04"],
    ],
    ...[
      ["Jan 2019", "2019-01"],
      ["Sep 2019", "2019-09"],
      ["Sept. 2019", "2019-09"],
    ],
    ...[
      ["September 2019", "2019-09"],
      ["Mar 3, 2019", "2019-03"],
      ["2019 Mar", "2019-03"],
    ],
    ...[
      ["März 2019", "2019-03"],
      ["Mrz. 2019", "2019-03"],
      ["Dez. 2019", "2019-12"],
    ],
    ...[
      ["févr. 2019", "2019-02"],
      ["août 2019", "2019-08"],
      ["fevrier 2019", "2019-02"],
    ],
    ...[
      ["ene. 2019", "2019-01"],
      ["septiembre de 2019", "2019-09"],
      ["dic. de 2019", "2019-12"],
    ],
    ...[
      ["set. de 2019", "2019-09"],
      ["Mai 2019", "2019-05"],
      ["maj 2019", "2019-05"],
    ],
    ...[
      ["2019年3月", "2019-03"],
      ["2019년 3월", "2019-03"],
      ["марта 2019", "2019-03"],
    ],
    ...[
      ["Spring 2019", "2019"],
      ["c. 2019", "2019"],
      ["Jan or Feb 2019", "2019"],
    ],
  ])("%j is %s", (written, value) => {
    expect(fitDate(written)).toMatchObject({ value });
  });

  test.each([
    ...["soon", "0999", "3019", "Jan 19", "1551398400", "2019".repeat(20)],
    ...[{}, true, Number.NaN, ["2019", "2020"]],
  ])("%j is none", (written) => {
    expect(fitDate(written)).toHaveProperty("leftFor");
  });

  test.each(["", " ", null, undefined])("%j says nothing", (written) => {
    expect(fitDate(written)).toBeUndefined();
  });

  test("what is written in our form has not changed", () => {
    expect(fitDate(" 2021-02 ")).toEqual({ value: "2021-02" });
  });
});

test("no month has the name of another in one of the languages", () => {
  const other = new Map<string, number>();
  for (const language of "en-US en-GB de fr es pt it nl sv da nb fi pl cs ro hu tr el ru uk".split(
    " ",
  )) {
    for (const month of ["short", "long"] as const) {
      const format = new Intl.DateTimeFormat(language, { month, timeZone: "UTC" });
      for (let number = 1; number <= 12; number += 1) {
        const name = format.format(Date.UTC(2020, number - 1, 2));
        expect(other.get(name) ?? number, `${language} ${name}`).toBe(number);
        other.set(name, number);
        expect(monthNamed(name), `${language} ${name}`).toBe(number);
      }
    }
  }
});

test.each(["Present", "heute", "aujourd’hui", "Actualidad", "–", "", null])("%j goes on", (end) => {
  expect(goesOn(end)).toBe(true);
});
test.each(["2019", "presently", 2019, false])("%j does not", (end) => {
  expect(goesOn(end)).toBe(false);
});
