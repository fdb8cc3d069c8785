import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type CaseTimes,
  chosenSize,
  DEAREST,
  kindOfCase,
  SLOWEST,
  sizesOf,
} from "../../bench/cold/memory-rule.ts";
import { callInPeriods, modelledWait, shareOfCore } from "../../bench/cold/modelled-wait.ts";
import { storedTimes } from "../../bench/cold/stored-times.ts";
import { RESULTS_DIR } from "../../bench/report/stored-result.ts";
import {
  type FunctionKind,
  functionKind,
  MEMORY_SIZES,
} from "../../infra/constructs/memory-sizes.ts";

const kinds = Object.keys(MEMORY_SIZES) as FunctionKind[];
const { samples } = JSON.parse(readFileSync(join(RESULTS_DIR, "cold.json"), "utf8"));
const measured = storedTimes(samples);

const times = (name: string, loadCpuMs: number, callCpuMs: number, peakMb = 60): CaseTimes => ({
  ...{ name, loadCpuMs, callCpuMs, peakMb },
});

describe("the table of sizes", () => {
  // A result of the older form does not tell loading and call apart.
  test.skipIf(measured.length === 0).each(kinds)(
    "%s: follows from the stored curve by the rule; if not, look at the curve, then at ADR 40",
    (kind) => {
      expect(measured.some(({ name }) => kindOfCase(name) === kind)).toBe(true);
      expect({ [kind]: chosenSize(kind, measured) }).toEqual({ [kind]: MEMORY_SIZES[kind] });
    },
  );

  test("knows the kind of each function", () => {
    expect(functionKind("get-profile", false)).toBe("route");
    expect(functionKind("update-profile", true)).toBe("images");
    expect(functionKind("process-photo-upload", true)).toBe("images");
    expect(functionKind("authorize-request", false)).toBe("authorizer");
    expect(functionKind("finish-removal", false)).toBe("background");
  });
});

describe("the rule", () => {
  test.each([
    ["nothing to do in the call", 50, 0, 256],
    ["a call of a quarter of the loading", 50, 12.5, 1_024],
    ["a call as long as the loading", 30, 30, 1_769],
  ])("%s: %d and %d ms", (_, load, call, expected) => {
    expect(chosenSize("route", [times("get-profile", load, call)])).toBe(expected);
  });

  test("takes what most functions of the kind need", () => {
    const names = ["get-profile", "list-profiles", "get-contact"];
    const [one = "", ...others] = names;
    const cases = [times(one, 10, 90), ...others.map((name) => times(name, 50, 12.5))];
    expect(chosenSize("route", cases)).toBe(1_024);
  });

  test("gives twice the memory that anything took", () => {
    expect(chosenSize("route", [times("get-profile", 50, 0, 300)])).toBe(1_024);
    expect(chosenSize("images", [times("create-profile", 50, 0)])).toBe(1_024);
  });

  test("asks for no speed where nobody waits", () => {
    expect(chosenSize("background", [times("finish-removal", 10, 90)])).toBe(512);
  });

  test("pays no size that makes requests dearer than it may", () => {
    // Fourteen calls after another: time that is waited, and paid by memory.
    const dear = times("get-photo-upload", 10, 90);
    const size = chosenSize("route", [dear]);
    const facts = sizesOf("route", [dear]).find(({ megabytes }) => megabytes === size);
    expect(facts?.slower).toBeGreaterThan(SLOWEST);
    expect(facts?.dearer).toBeLessThanOrEqual(DEAREST);
  });
});

describe("the model", () => {
  test("loads at full speed, and calls at the share of a core", () => {
    expect(shareOfCore(1_769)).toBe(1);
    expect(shareOfCore(3_538)).toBe(1);
    const call = { loadCpuMs: 50, callCpuMs: 10 };
    expect(modelledWait(call, 1_769)).toBe(60);
    expect(modelledWait(call, 512)).toBeCloseTo(50 + (10 * 1_769) / 512, 10);
  });

  test.each([
    ["within a share", 5, 5],
    ["a share whole", 10, 10],
    ["one and a half", 15, 25],
    ["three", 30, 50],
  ])("in periods with half a core: %s, %d ms of the processor", (_, cpuMs, expected) => {
    expect(callInPeriods(cpuMs, 1_769 / 2)).toBeCloseTo(expected, 10);
  });

  test("pauses nobody who has a whole core", () => {
    expect(callInPeriods(95, 1_769)).toBe(95);
  });
});

test("a stored result gives the medians of what is shipped, and nothing where it is of older form", () => {
  const stored = {
    "get-profile, shipped: totalMs": [70],
    "get-profile, shipped: loadCpuMs": [50, 40, 60],
    "get-profile, shipped: callCpuMs": [12, 11, 13],
    "get-profile, shipped: peakMb": [60, 61, 62],
    "get-profile, esbuild defaults: loadCpuMs": [80],
    "get-profile, shipped, a whole core: callCpuMs": [10],
  };
  expect(storedTimes(stored)).toEqual([times("get-profile", 50, 12, 61)]);
  expect(storedTimes({ "get-profile, shipped: totalMs": [70] })).toEqual([]);
});
