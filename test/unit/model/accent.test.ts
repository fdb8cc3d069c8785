import fc from "fast-check";
import { expect, test } from "vitest";
import { accentOf, contrastOf, PAPER } from "../../../shared/model/photo/accent.ts";
import { SEED } from "../support/arbitrary-profile.ts";

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);

/** WCAG 2.2 AA, for text of any size. */
const AA = 4.5;

test("whatever the photo's colour, the accent can be read in light and in dark", () => {
  fc.assert(
    fc.property(color, (main) => {
      const { light, dark } = accentOf(main);
      expect(light).toMatch(/^#[0-9a-f]{6}$/);
      expect(dark).toMatch(/^#[0-9a-f]{6}$/);
      expect(contrastOf(light, PAPER.light)).toBeGreaterThanOrEqual(AA);
      expect(contrastOf(dark, PAPER.dark)).toBeGreaterThanOrEqual(AA);
    }),
    { ...SEED, numRuns: 2_000 },
  );
});

test.each([
  "#000000",
  "#ffffff",
  "#ff0000",
  "#00ff00",
  "#0000ff",
  "#ffff00",
  "#010000",
])("at the ends of the colours too: %s", (main) => {
  const { light, dark } = accentOf(main);
  expect(contrastOf(light, PAPER.light)).toBeGreaterThanOrEqual(AA);
  expect(contrastOf(dark, PAPER.dark)).toBeGreaterThanOrEqual(AA);
});

test("a colour that can be read stays as it is", () => {
  expect(accentOf("#8b1e3f").light).toBe("#8b1e3f");
  expect(accentOf("#f4a261").dark).toBe("#f4a261");
});

test("the hue stays: what is most and least of a colour stays so", () => {
  fc.assert(
    fc.property(color, (main) => {
      const channels = (of: string) =>
        [1, 3, 5].map((at) => Number.parseInt(of.slice(at, at + 2), 16));
      const [red = 0, green = 0, blue = 0] = channels(main);
      fc.pre(Math.max(red, green, blue) - Math.min(red, green, blue) >= 28);
      for (const accent of Object.values(accentOf(main))) {
        const [r = 0, g = 0, b = 0] = channels(accent);
        for (const [before, after] of [
          [red - green, r - g],
          [green - blue, g - b],
          [red - blue, r - b],
        ]) {
          expect((before ?? 0) * (after ?? 0)).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    SEED,
  );
});

test("grey, or no photo, has the page's own accent", () => {
  expect(accentOf("#8a8a8c")).toEqual(accentOf(undefined));
  expect(accentOf("#ffffff")).toEqual(accentOf(undefined));
  expect(accentOf(undefined).light).toBe("#1d4ed8");
});

test("contrast is WCAG's", () => {
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.478, 3);
});
