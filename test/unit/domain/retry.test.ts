import { expect, test, vi } from "vitest";
import { untilCommitted } from "../../../shared/domain/retry.ts";
import { problemOf } from "../support/problem-of.ts";

vi.mock("node:timers/promises", () => ({ setTimeout: async () => undefined }));

test("runs until it succeeds", async () => {
  const run = vi.fn().mockResolvedValueOnce(undefined).mockResolvedValueOnce("done");
  expect(await untilCommitted(run)).toBe("done");
  expect(run).toHaveBeenCalledTimes(2);
});

test("gives up with a conflict after a bounded number of tries", async () => {
  const run = vi.fn().mockResolvedValue(undefined);
  const problem = await problemOf(() => untilCommitted(run));
  expect(problem).toMatchObject({ kind: "conflict", code: "concurrent_change" });
  expect(run.mock.calls.length).toBeLessThanOrEqual(24);
});

test("throws what the run throws, at once", async () => {
  const error = new Error("down");
  const run = vi.fn().mockRejectedValue(error);
  await expect(untilCommitted(run)).rejects.toBe(error);
  expect(run).toHaveBeenCalledOnce();
});
