import fc from "fast-check";
import { expect, test } from "vitest";
import { mainColor } from "../../../shared/photos/main-color.ts";
import { SEED } from "../support/arbitrary-profile.ts";

const level = fc.nat({ max: 255 });

test("a picture of one colour has that colour", () => {
  const one = fc.tuple(level, level, level, fc.integer({ min: 1, max: 50 }));
  fc.assert(
    fc.property(one, ([r, g, b, pixels]) => {
      const rgb = new Array<number[]>(pixels).fill([r, g, b]).flat();
      expect(mainColor(Uint8Array.from(rgb))).toBe(`#${Buffer.from([r, g, b]).toString("hex")}`);
    }),
    SEED,
  );
});

test.each<[string, number[], string]>([
  ["the more frequent one", [250, 0, 0, 0, 0, 250, 250, 0, 0], "#fa0000"],
  ["the mean of those that are alike", [16, 0, 0, 20, 0, 0, 90, 90, 90], "#120000"],
  ["not the mean of all", [0, 0, 0, 0, 0, 0, 255, 255, 255], "#000000"],
])("of several it is %s", (_, rgb, color) => {
  expect(mainColor(Uint8Array.from(rgb))).toBe(color);
});
