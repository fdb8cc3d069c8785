import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const { addTally, findViewKey } = vi.hoisted(() => ({ addTally: vi.fn(), findViewKey: vi.fn() }));
vi.mock("../../../shared/persistence/tally-repository.ts", () => ({ addTally }));
vi.mock("../../../shared/persistence/view-key-repository.ts", () => ({ findViewKey }));

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36";
const visitor = { address: "192.0.2.1", userAgent: BROWSER, isHead: false };
const KEY = Buffer.alloc(32, 7);
const view = (more: object = {}) => ({ profileId: "p", source: "web", visitor, ...more }) as const;

/** As in an environment that has just started. */
let events: typeof import("../../../shared/domain/analytics/count-event.ts");
beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-03-01T12:00:00Z") });
  addTally.mockReset().mockResolvedValue(0);
  findViewKey.mockReset().mockResolvedValue(KEY);
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.resetModules();
  events = await import("../../../shared/domain/analytics/count-event.ts");
});
afterEach(() => {
  vi.useRealTimers();
});

const tallies = () => addTally.mock.calls.map(([tally]) => tally);

describe("a view", () => {
  test("is counted under its source, with a keyed digest of who looked", async () => {
    await events.countView(true, view({ source: "qr_scan" }));
    const secret = (told: string) =>
      createHmac("sha256", KEY).update(`["p","192.0.2.1",${told}]`).digest();
    const browser = (secret(`"${BROWSER}"`)[0] ?? 0) % 8;
    const digests = new Set([secret(`${browser}`).toString("base64url").slice(0, 6)]);
    const counts = { qr_scan: 1 };
    expect(tallies()).toEqual([
      { profileId: "p", day: "2026-03-01", counts, viewers: { level: 0, digests } },
    ]);
    expect(JSON.stringify(tallies())).not.toContain("192.0.2");
  });

  test("by an address comes from eight viewers at most, whatever user agents it names", async () => {
    const viewersOf = async (address: string, agents: number) => {
      addTally.mockClear();
      for (let n = 0; n < agents; n += 1) {
        vi.setSystemTime(Date.now() + 2_000);
        const userAgent = `${BROWSER} Edg/${n}`;
        await events.countView(true, view({ visitor: { ...visitor, address, userAgent } }));
      }
      return new Set(tallies().flatMap(({ viewers }) => [...viewers.digests]));
    };
    const many = await viewersOf("192.0.2.1", 200);
    expect(many.size).toBe(8);
    const household = await viewersOf("192.0.2.2", 2);
    expect(household.size).toBe(2);
    expect([...household].filter((digest) => many.has(digest))).toEqual([]);
  });

  test("reads the key once a day, and again after it could not", async () => {
    findViewKey.mockRejectedValueOnce(new Error("away"));
    for (const time of ["01T12:00", "01T13:00", "01T14:00", "02T00:00"]) {
      vi.setSystemTime(`2026-03-${time}:00Z`);
      await events.countView(true, view());
    }
    const days = findViewKey.mock.calls.map(([day]) => day);
    expect(days).toEqual(["2026-03-01", "2026-03-01", "2026-03-02"]);
    expect(tallies().map(({ viewers }) => viewers.digests.size)).toEqual([0, 1, 1, 1]);
  });

  test("by a robot, for the headers alone, or where nothing is counted reads and writes nothing", async () => {
    await events.countView(true, view({ visitor: { ...visitor, userAgent: "Googlebot/2.1" } }));
    await events.countView(true, view({ visitor: { ...visitor, isHead: true } }));
    await events.countView(false, view());
    await events.countSave(false, "p");
    await events.countScan(false, "p");
    expect([addTally.mock.calls, findViewKey.mock.calls]).toEqual([[], []]);
  });
});

test("saves and scans are counted without anybody", async () => {
  await events.countSave(true, "p");
  await events.countScan(true, "q");
  expect(tallies()).toMatchObject([
    { profileId: "p", counts: { save: 1 }, viewers: { digests: new Set() } },
    { profileId: "q", counts: { scan: 1 }, viewers: { digests: new Set() } },
  ]);
  expect(findViewKey).not.toHaveBeenCalled();
});

describe("a table that does not answer", () => {
  test.each([
    ["the counters", addTally],
    ["the key", findViewKey],
  ])("keeps a view waiting for half a second at most: %s", async (_, call) => {
    const stuck = Promise.withResolvers<unknown>();
    call.mockReturnValueOnce(stuck.promise);
    let isOver = false;
    const counted = events.countView(true, view()).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(499);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await counted;
    // It comes after all, and what was under way goes on.
    stuck.resolve(call === findViewKey ? KEY : 0);
    await vi.advanceTimersByTimeAsync(0);
    expect(addTally).toHaveBeenCalledTimes(1);
  });

  test("fails no view", async () => {
    addTally.mockRejectedValue(new Error("down"));
    findViewKey.mockRejectedValue(new Error("down"));
    await expect(events.countView(true, view())).resolves.toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });
});
