import { expect, test } from "vitest";
import { firstDayOf, summaryOf } from "../../../shared/model/analytics/analytics-summary.ts";
import { type Counts, type Tally, tallyExpiry } from "../../../shared/model/analytics/tally.ts";

const TODAY = "2026-03-01";

function tally(day: string, counts: Counts, ...digests: string[]): Tally {
  return { profileId: "p", day, counts, viewers: { level: 0, digests: new Set(digests) } };
}

test("nothing counted is all zeros", () => {
  expect(summaryOf("p", 30, TODAY, [])).toEqual({
    profileId: "p",
    periodDays: 30,
    totalViews: 0,
    uniqueViewers: 0,
    qrScans: 0,
    savedCount: 0,
    viewsThisWeek: 0,
    qrScansThisWeek: 0,
    bySource: { web: 0, qr_scan: 0, mcp: 0, vcard: 0 },
  });
});

test("adds up days and shards; scans are both kinds, saves and told scans no views", () => {
  const found = [
    tally("2026-03-01", { web: 2, qr_scan: 1, scan: 4, save: 1 }, "BAAAAA", "CAAAAA"),
    tally("2026-03-01", { web: 5, vcard: 1 }, "CAAAAA"),
    tally("2026-02-20", { mcp: 3, qr_scan: 2 }, "BAAAAA"),
  ];
  expect(summaryOf("p", 30, TODAY, found)).toMatchObject({
    totalViews: 14,
    // Two today, in whatever shard, and one who cannot be known again.
    uniqueViewers: 3,
    qrScans: 7,
    savedCount: 1,
    viewsThisWeek: 9,
    qrScansThisWeek: 5,
    bySource: { web: 7, qr_scan: 3, mcp: 3, vcard: 1 },
  });
});

test("a period and the week begin with their first UTC day, and are told apart", () => {
  const days = ["2026-02-01", "2026-02-22", "2026-02-23", "2026-02-28", "2026-03-01", "2026-03-02"];
  const found = days.map((day) => tally(day, { web: 1 }));
  const views = (period: number) => {
    const { totalViews, viewsThisWeek } = summaryOf("p", period, TODAY, found);
    return [totalViews, viewsThisWeek];
  };
  expect(views(1)).toEqual([1, 3]);
  expect(views(2)).toEqual([2, 3]);
  expect(views(7)).toEqual([3, 3]);
  expect(views(8)).toEqual([4, 3]);
  expect(views(29)).toEqual([5, 3]);
  expect(firstDayOf(1, TODAY)).toBe("2026-02-23");
  expect(firstDayOf(30, TODAY)).toBe("2026-01-31");
});

test("samples of several levels unite at the highest", () => {
  const fine = tally("2026-03-01", { web: 3 }, "_AAAAA", "fAAAAA", "PAAAAA");
  const coarse = { ...tally("2026-03-01", { web: 9 }, "fAAAAA", "HAAAAA") };
  const found = [fine, { ...coarse, viewers: { ...coarse.viewers, level: 1 } }];
  expect(summaryOf("p", 1, TODAY, found).uniqueViewers).toBe(6);
});

test("a day is kept thirteen months, longer than a summary reaches", () => {
  const expiry = new Date(tallyExpiry("2026-03-01") * 1_000).toISOString();
  expect(expiry).toBe("2027-04-01T00:00:00.000Z");
  expect(firstDayOf(365, "2027-04-01") > "2026-03-01").toBe(true);
});
