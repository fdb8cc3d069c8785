import { expect, test } from "vitest";
import { counterExpiry } from "../../../shared/model/daily-limits.ts";
import { DEFAULT_PLAN, planOf } from "../../../shared/model/plans.ts";

test("a day's counter goes two days after its own", () => {
  expect(counterExpiry("2026-02-27")).toBe(Date.parse("2026-03-02T00:00:00Z") / 1_000);
});

test("an account without a plan, or with one that is not known, has the default one", () => {
  expect([planOf("business"), planOf(undefined), planOf("toString"), planOf(7)]).toEqual([
    ...["business", DEFAULT_PLAN, DEFAULT_PLAN, DEFAULT_PLAN],
  ]);
});
