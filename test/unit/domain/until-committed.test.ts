import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { untilCommitted } from "../../../shared/domain/until-committed.ts";
import { problemOf } from "../support/problem-of.ts";

// The clock moves by the pauses alone.
vi.mock("node:timers/promises", () => ({
  setTimeout: async (ms: number) => vi.setSystemTime(Date.now() + Math.ceil(ms)),
}));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("runs until it succeeds", async () => {
  const run = vi.fn().mockResolvedValueOnce(undefined).mockResolvedValueOnce("done");
  expect(await untilCommitted(run)).toBe("done");
  expect(run).toHaveBeenCalledTimes(2);
});

test("gives up with a conflict after six seconds", async () => {
  const start = Date.now();
  const run = vi.fn().mockResolvedValue(undefined);
  const problem = await problemOf(() => untilCommitted(run));
  expect(problem).toMatchObject({ kind: "conflict", code: "concurrent_change" });
  expect(Date.now() - start).toBeGreaterThanOrEqual(6_000);
  expect(Date.now() - start).toBeLessThan(6_300);
  expect(run.mock.calls.length).toBeGreaterThan(24);
});

test("throws what the run throws, at once", async () => {
  const error = new Error("down");
  const run = vi.fn().mockRejectedValue(error);
  await expect(untilCommitted(run)).rejects.toBe(error);
  expect(run).toHaveBeenCalledOnce();
});
