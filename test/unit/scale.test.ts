import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import "./support/settings.ts";
import { flashCrowd } from "../../bench/scale/flash-crowd.ts";
import { growing } from "../../bench/scale/growing.ts";
import { INPUTS } from "../../bench/scale/inputs.ts";
import { ALL_ON, BY_DEFAULT, LEAN, monthCost, total } from "../../bench/scale/month-cost.ts";
import { MONTH_PRICES, tiered } from "../../bench/scale/month-prices.ts";
import { MIX } from "../../bench/scale/request-mix.ts";
import { SCALE_PAGE, withTables } from "../../bench/scale/scale-page.ts";
import { scaleTables } from "../../bench/scale/scale-tables.ts";
import { WINDOW } from "../../shared/domain/directory/posting-index.ts";

const tables = scaleTables();

describe("docs/scale.md", () => {
  test("says what the model says: npm run bench -- scale", () => {
    const page = readFileSync(SCALE_PAGE, "utf8");
    expect(withTables(page, tables)).toBe(page);
  });

  test("has a place for each table", () => {
    expect(() => withTables("", tables)).toThrow("docs/scale.md has no place for ceilings.");
  });
});

describe("the model", () => {
  test("takes from the code what it cannot import", () => {
    expect(INPUTS.stretch.value).toBe(WINDOW);
  });

  test("shares out all requests", () => {
    expect(MIX.reduce((all, { share }) => all + share, 0)).toBeCloseTo(1, 10);
  });

  test("sorts limits by the accounts that they are enough for", () => {
    const enough = growing().map(({ limit, each }) => limit / each);
    expect(enough).toEqual(enough.toSorted((a, b) => a - b));
  });

  test("pays each tier for its part only", () => {
    expect(tiered(MONTH_PRICES.rest, 333e6)).toBeCloseTo(1_165.5, 5);
    expect(tiered(MONTH_PRICES.rest, 1e9)).toBeCloseTo(3_033.1, 5);
    expect(tiered(MONTH_PRICES.http, 1e9)).toBeCloseTo(930, 5);
  });

  test.each([
    1e6, 1e8, 1e9,
  ])("never lets more be looked at for less, at %d requests", (requests) => {
    const [lean, byDefault, all] = [LEAN, BY_DEFAULT, ALL_ON].map((settings) =>
      total(monthCost(requests, settings)),
    );
    expect(lean).toBeLessThan(byDefault ?? 0);
    expect(byDefault).toBeLessThan(all ?? 0);
  });
});

describe("a crowd at one profile", () => {
  test("is the same for the same seed", () => {
    const crowd = { rate: 500, queryUnits: 48, seconds: 3 };
    expect(flashCrowd(crowd, 7)).toEqual(flashCrowd(crowd, 7));
  });

  test("asks the table once an environment, and is not refused once all are warm", () => {
    const { noRoom, throttled, environments, refusedAtLast } = flashCrowd({
      ...{ rate: 500, queryUnits: 1, seconds: 5 },
    });
    expect({ noRoom, throttled, refusedAtLast }).toEqual({
      noRoom: 0,
      throttled: 0,
      refusedAtLast: 0,
    });
    // What comes while the first ones start.
    expect(environments).toBeGreaterThan(150);
    expect(environments).toBeLessThan(300);
  });

  test("is held back by what a partition takes of large texts", () => {
    const [small, large] = [1, 48].map((queryUnits) =>
      flashCrowd({ rate: 1_000, queryUnits, seconds: 3 }),
    );
    expect(small?.throttled).toBe(0);
    expect(large?.throttled).toBeGreaterThan(0);
  });
});
