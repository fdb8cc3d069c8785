import { expect, test } from "vitest";
import { ExportBudget } from "../../../shared/domain/account/export-budget.ts";
import { EXPORT_PARTS, NOT_EXPORTED } from "../../../shared/domain/account/export-parts.ts";
import { PARTITION } from "../../../shared/persistence/keys.ts";

test("each partition of the table is exported, or it is said why not", () => {
  expect(Object.keys(EXPORT_PARTS).sort()).toEqual(Object.keys(PARTITION).sort());
  expect(NOT_EXPORTED.length).toBeGreaterThan(3);
});

test("a budget ends by bytes, and by time", () => {
  const budget = new ExportBudget(Date.now() + 60_000, 10);
  expect([budget.take(6), budget.take(5), budget.take(4), budget.take(1)]).toEqual([
    undefined,
    "too_large",
    undefined,
    "too_large",
  ]);
  expect(new ExportBudget(Date.now() - 1, 10).take(1)).toBe("no_time");
});
