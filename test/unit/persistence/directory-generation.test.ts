import { beforeEach, expect, test, vi } from "vitest";

const getItem = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/table.ts", () => ({ getItem }));

let generations: typeof import("../../../shared/persistence/directory-generation.ts");
beforeEach(async () => {
  getItem.mockReset().mockResolvedValue({ active: "3" });
  // What it knows is the module's own.
  vi.resetModules();
  generations = await import("../../../shared/persistence/directory-generation.ts");
});

test("those who ask at once share one reading, and so do those within its time", async () => {
  const { activeGeneration, GENERATION_KNOWN_MS } = generations;
  const asked = [0, 0, 1, GENERATION_KNOWN_MS - 1].map((now) => activeGeneration(now));
  expect(await Promise.all(asked)).toEqual(["3", "3", "3", "3"]);
  expect(getItem).toHaveBeenCalledTimes(1);
  getItem.mockResolvedValue({ active: "4" });
  expect(await activeGeneration(GENERATION_KNOWN_MS)).toBe("4");
  expect(getItem).toHaveBeenCalledTimes(2);
});

test("a reading that failed fails all who shared it, and is not kept", async () => {
  const { activeGeneration } = generations;
  getItem.mockRejectedValueOnce(new Error("away"));
  const asked = await Promise.allSettled([activeGeneration(0), activeGeneration(0)]);
  expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await activeGeneration(0)).toBe("3");
  expect(getItem).toHaveBeenCalledTimes(2);
});
