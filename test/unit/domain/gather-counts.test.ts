import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { CountGatherer, GATHERING } from "../../../shared/domain/analytics/gather-counts.ts";
import { sizeOf, type Tally } from "../../../shared/model/analytics/tally.ts";
import { seededDigests } from "../support/seeded-digests.ts";

const START = Date.parse("2026-03-01T12:00:00Z");
let now: number;
let random: number;
const write = vi.fn<(tally: Tally, shard: number) => Promise<number | undefined>>();
let gatherer: CountGatherer;

beforeEach(() => {
  now = START;
  random = 0.7;
  write.mockReset().mockResolvedValue(0);
  gatherer = new CountGatherer({ write, now: () => now, random: () => random });
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});

/** A view of a profile, so many milliseconds after the event before. */
async function view(after: number, profileId = "p", digest?: string): Promise<void> {
  now += after;
  await gatherer.count({ profileId, counter: "web", digest });
}

/** What was written so far: profile, day, events, and shard. */
const written = () =>
  write.mock.calls.map(([tally, shard]) => [tally.profileId, sizeOf(tally), shard]);

describe("when it writes", () => {
  test("at every view of a profile that few look at", async () => {
    for (const pause of [0, 1_000, 60_000]) await view(pause);
    expect(written()).toEqual(Array(3).fill(["p", 1, 0]));
  });

  test("what comes within a second is kept, and goes with the next that does not", async () => {
    for (const pause of [0, 999, 999, 1_000]) await view(pause);
    expect(written()).toEqual([
      ["p", 1, 0],
      ["p", 3, 0],
    ]);
  });

  test("nothing is kept for longer than ten seconds while views come", async () => {
    for (let n = 0; n < 41; n += 1) await view(n === 0 ? 0 : 500);
    // The first at once; those from 0.5 s on at 10.5 s; those from 11 s on will go at 21 s.
    expect(written()).toEqual([
      ["p", 1, 0],
      ["p", 21, 0],
    ]);
  });

  test("views of another profile take along what has waited, a few at a time", async () => {
    for (let n = 0; n < 6; n += 1) {
      await view(0, `p${n}`);
      await view(0, `p${n}`);
    }
    write.mockClear();
    await view(GATHERING.window, "q");
    expect(written().map(([profile]) => profile)).toEqual(["p0", "p1", "p2", "p3", "q"]);
    await view(500, "q");
    expect(
      written()
        .map(([profile]) => profile)
        .slice(5),
    ).toEqual(["p4", "p5"]);
  });

  test("the days are kept apart", async () => {
    now = Date.parse("2026-03-01T23:59:59.500Z");
    await view(0);
    await view(100);
    await view(500);
    await view(2_000);
    await view(GATHERING.window);
    const days = write.mock.calls.map(([tally]) => [tally.day, sizeOf(tally)]);
    expect(days.toSorted()).toEqual([
      ["2026-03-01", 1],
      ["2026-03-01", 1],
      ["2026-03-02", 1],
      ["2026-03-02", 2],
    ]);
  });

  test("a hundred at once take turns among the items of the day", async () => {
    for (let n = 0; n <= 100; n += 1) await view(n === 0 ? 0 : 100);
    await view(1_000);
    expect(written()).toEqual([
      ["p", 1, 0],
      ["p", 101, 5],
    ]);
    random = 0.999;
    for (let n = 0; n < 99; n += 1) await view(1);
    await view(1_000);
    expect(written()[2]).toEqual(["p", 100, 7]);
  });

  test("kinds of events, and viewers, are written together", async () => {
    await view(0, "p", "BAAAAA");
    await view(1, "p", "CAAAAA");
    await view(1, "p", "CAAAAA");
    await gatherer.count({ profileId: "p", counter: "save", digest: undefined });
    await gatherer.count({ profileId: "p", counter: "vcard", digest: "DAAAAA" });
    await view(1_000, "p", "EAAAAA");
    expect(write.mock.calls[1]?.[0]).toEqual({
      profileId: "p",
      day: "2026-03-01",
      counts: { web: 3, save: 1, vcard: 1 },
      viewers: { level: 0, digests: new Set(["CAAAAA", "DAAAAA", "EAAAAA"]) },
    });
  });

  test("viewers below the level that the day is known to have are not sent", async () => {
    write.mockResolvedValue(3);
    await view(0, "p", "_AAAAA");
    await view(1_000, "p", "_BAAAA");
    await view(1_000, "p", "DAAAAA");
    expect(write.mock.calls.slice(1).map(([{ viewers }]) => viewers)).toEqual([
      { level: 3, digests: new Set() },
      { level: 3, digests: new Set(["DAAAAA"]) },
    ]);
  });

  test("a crowd within the window is a sample that has room in one write", async () => {
    for (const digest of seededDigests(2_000, 3)) await view(1, "p", digest);
    await view(1_000, "p");
    const { viewers } = write.mock.calls[1]?.[0] as Tally;
    expect(viewers.level).toBeGreaterThanOrEqual(3);
    expect(viewers.digests.size).toBeLessThanOrEqual(256);
  });
});

describe("a write that fails", () => {
  test("is kept, and tried again with what came since", async () => {
    write.mockRejectedValueOnce(new Error("throttled"));
    await view(0, "p", "BAAAAA");
    await view(1_000, "p", "CAAAAA");
    expect(written()).toEqual([
      ["p", 1, 0],
      ["p", 2, 0],
    ]);
    expect(write.mock.calls[1]?.[0].viewers.digests).toEqual(new Set(["BAAAAA", "CAAAAA"]));
  });

  test("is given up the third time, with a line that says how many were lost", async () => {
    write.mockRejectedValue(new Error("down"));
    for (let n = 0; n < 3; n += 1) await view(1_000);
    const lines = vi.mocked(process.stdout.write).mock.calls.map(([line]) => String(line));
    const told = lines.map((line) => JSON.parse(line));
    expect(told.map(({ message }) => message)).toEqual([
      "counts kept",
      "counts kept",
      "counts lost",
    ]);
    expect(told[2]).toMatchObject({ level: "error", profileId: "p", lost: 3 });
    write.mockResolvedValue(0);
    await view(1_000);
    expect(written().at(-1)).toEqual(["p", 1, 0]);
  });

  test("takes nothing from what came while it was under way", async () => {
    const failing = Promise.withResolvers<number>();
    write.mockReturnValueOnce(failing.promise);
    const first = view(0);
    await view(1);
    failing.reject(new Error("late"));
    await first;
    await view(1_000);
    expect(written()).toEqual([
      ["p", 1, 0],
      ["p", 3, 0],
    ]);
  });

  test("of a profile that is gone is no failure: there is nothing to count for", async () => {
    write.mockResolvedValueOnce(undefined);
    await view(0);
    await view(1_000);
    expect(written()).toEqual([
      ["p", 1, 0],
      ["p", 1, 0],
    ]);
    expect(process.stdout.write).not.toHaveBeenCalled();
  });
});

test("what it remembers is bounded, and nothing is lost of many profiles", async () => {
  for (let n = 0; n < GATHERING.mostKept + 300; n += 1) {
    await view(0, `p${n}`);
    await view(0, `p${n}`);
  }
  const kept = 2 * (GATHERING.mostKept + 300) - sum();
  expect(kept).toBeLessThanOrEqual(GATHERING.mostKept);
  for (let n = 0; n < 400; n += 1) await view(GATHERING.window, "last");
  expect(sum()).toBe(2 * (GATHERING.mostKept + 300) + 400);

  function sum(): number {
    return write.mock.calls.reduce((all, [tally]) => all + sizeOf(tally), 0);
  }
});

/** Counts what is written of each profile; fails as told, but never thrice in a row for one. */
function flakyTable(fates: readonly boolean[]) {
  const wrote = new Map<string, number>();
  const failed = new Map<string, number>();
  let writes = 0;
  return {
    wrote,
    write: async (tally: Tally) => {
      const { profileId } = tally;
      const before = failed.get(profileId) ?? 0;
      const fails = before < GATHERING.tries - 1 && fates[writes++] === true;
      failed.set(profileId, fails ? before + 1 : 0);
      if (fails) throw new Error("down");
      wrote.set(profileId, (wrote.get(profileId) ?? 0) + sizeOf(tally));
      return 0;
    },
  };
}

test("every view is written just once, whatever comes when and fails", async () => {
  const views = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 12_000 }), profile: fc.nat(3) }),
    { maxLength: 80, size: "max" },
  );
  const fates = fc.array(fc.boolean(), { maxLength: 60, size: "max" });
  await fc.assert(
    fc.asyncProperty(views, fates, async (list, failing) => {
      now = START;
      const table = flakyTable(failing);
      const some = new CountGatherer({ now: () => now, write: table.write });
      const made = new Map<string, number>();
      const count = async (profileId: string) => {
        made.set(profileId, (made.get(profileId) ?? 0) + 1);
        await some.count({ profileId, counter: "web", digest: undefined });
      };
      for (const { after, profile } of list) {
        now += after;
        await count(`p${profile}`);
      }
      failing.length = 0;
      now += GATHERING.quiet;
      for (const id of [...made.keys()]) await count(id);
      expect(Object.fromEntries(table.wrote)).toEqual(Object.fromEntries(made));
    }),
  );
});
