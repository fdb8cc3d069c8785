import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  atLevel,
  fitted,
  leadingZeros,
  MOST_DIGESTS,
  NO_VIEWERS,
  united,
  type ViewerSketch,
  viewersOf,
  withViewer,
} from "../../../shared/model/analytics/viewer-sketch.ts";
import { seededDigests } from "../support/seeded-digests.ts";

const sampleOf = (digests: readonly string[]) => digests.reduce(withViewer, NO_VIEWERS);
const plain = ({ level, digests }: ViewerSketch) => ({ level, digests: [...digests].sort() });

/** Viewers out of a small crowd, so that samples overlap. */
const CROWD = seededDigests(900, 1);
const viewers = fc.array(fc.constantFrom(...CROWD), { maxLength: 700, size: "max" });

test.each([
  ["_AAAAA", 0],
  ["gAAAAA", 0],
  ["fAAAAA", 1],
  ["BAAAAA", 5],
  ["AgAAAA", 6],
  ["AABAAA", 17],
  ["AAAAAB", 35],
  ["AAAAAA", 36],
])("%s begins with %i zero bits", (digest, zeros) => {
  expect(leadingZeros(digest)).toBe(zeros);
});

describe("laws", () => {
  test("a viewer who comes again changes nothing, and neither does the order", () => {
    fc.assert(
      fc.property(viewers, (some) => {
        const once = plain(sampleOf(some));
        expect(plain(sampleOf([...some, ...some.toReversed()]))).toEqual(once);
        expect(plain(sampleOf([...new Set(some)].sort()))).toEqual(once);
      }),
    );
  });

  test("samples unite in any order, and with themselves to themselves", () => {
    fc.assert(
      fc.property(viewers, viewers, viewers, (some, more, others) => {
        const [a, b, c] = [sampleOf(some), sampleOf(more), sampleOf(others)];
        expect(plain(united(a, a))).toEqual(plain(a));
        expect(plain(united(a, b))).toEqual(plain(united(b, a)));
        expect(plain(united(united(a, b), c))).toEqual(plain(united(a, united(b, c))));
        expect(plain(united(a, NO_VIEWERS))).toEqual(plain(a));
      }),
    );
  });

  test("parts of a crowd give the sample of the whole crowd", () => {
    fc.assert(
      fc.property(viewers, viewers, (some, more) => {
        const parts = fitted(united(sampleOf(some), sampleOf(more)));
        expect(plain(parts)).toEqual(plain(sampleOf([...some, ...more])));
      }),
    );
  });

  test("a sample keeps within its room, and is exact as long as all have room", () => {
    fc.assert(
      fc.property(viewers, (some) => {
        const sample = sampleOf(some);
        const there = new Set(some).size;
        expect(sample.digests.size).toBeLessThanOrEqual(MOST_DIGESTS);
        if (there <= MOST_DIGESTS) expect(viewersOf(sample)).toBe(there);
        else expect(sample.level).toBeGreaterThan(0);
      }),
    );
  });

  test("a higher level is the same from each lower one", () => {
    fc.assert(
      fc.property(viewers, fc.nat(5), fc.nat(5), (some, low, high) => {
        const all = { level: 0, digests: new Set(some) };
        const level = Math.max(low, high);
        expect(plain(atLevel(atLevel(all, low), level))).toEqual(plain(atLevel(all, level)));
      }),
    );
  });
});

/** How far the estimates of many days are off, each by viewers of its own, relative to their number. */
function errorsOf(count: number, days: number): readonly number[] {
  return Array.from({ length: days }, (_, day) => {
    const estimate = viewersOf(sampleOf(seededDigests(count, day * 7_919 + count)));
    return (estimate - count) / count;
  });
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (errors: readonly number[]) => Math.sqrt(mean(errors.map((one) => one * one)));

/** docs/adr/0019-counting-views.md has the figures of more days; theory has 1.2 / √256 = 7.5 %. */
describe("the error of a day", () => {
  test("is none at 100 viewers", () => {
    expect(errorsOf(100, 50)).toEqual(Array(50).fill(0));
  });

  test.each([
    [1_000, 200],
    [100_000, 30],
  ])("at %i viewers is below 10 %% as a rule, and leans to neither side", (count, days) => {
    const errors = errorsOf(count, days);
    expect(deviation(errors)).toBeLessThan(0.1);
    expect(Math.abs(mean(errors))).toBeLessThan(0.03);
    const far = errors.filter((error) => Math.abs(error) > 0.2);
    expect(far.length / days).toBeLessThanOrEqual(0.05);
  });
});
