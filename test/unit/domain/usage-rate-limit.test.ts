import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  spendAtProfile,
  spendRequest,
  spendSearch,
} from "../../../shared/domain/usage/rate-limit.ts";
import { problemOf } from "../support/problem-of.ts";

const countRequest = vi.hoisted(() => vi.fn());
const countDayRequest = vi.hoisted(() => vi.fn());
const noteTop = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/usage-repository.ts", () => ({ countRequest }));
vi.mock("../../../shared/persistence/request-count-repository.ts", () => ({ countDayRequest }));
vi.mock("../../../shared/persistence/top-repository.ts", () => ({ noteTop }));

const KEY = { account: "jane", credential: "api_key", plan: "free" } as const;
const spend = (input: object = {}, now = new Date("2026-02-28T12:00:00Z")) =>
  spendRequest({ ...KEY, sessionRequestsPerDay: 7, ...input }, now);

beforeEach(() => {
  countRequest.mockReset().mockResolvedValue(1);
  countDayRequest.mockReset().mockResolvedValue(1);
  noteTop.mockReset().mockResolvedValue(undefined);
});

describe("a day", () => {
  test.each([
    ["2026-02-28T00:00:00.000Z", "2026-02-28", "2026-03-01T00:00:00Z"],
    ["2026-02-28T23:59:59.999Z", "2026-02-28", "2026-03-01T00:00:00Z"],
    ["2026-03-01T00:00:00.000Z", "2026-03-01", "2026-03-02T00:00:00Z"],
    ["2028-02-29T23:59:59.999Z", "2028-02-29", "2028-03-01T00:00:00Z"],
    ["2026-12-31T23:59:59.999Z", "2026-12-31", "2027-01-01T00:00:00Z"],
    // UTC, whatever the caller's own clock says: still the 28th there, the 1st here.
    ["2026-02-28T22:30:00.000-02:00", "2026-03-01", "2026-03-02T00:00:00Z"],
  ])("at %s is %s and ends at %s", async (now, day, end) => {
    const rate = await spend({}, new Date(now));
    const counter = { owner: "jane", counter: "api_key", day, limit: 100 };
    expect(countDayRequest).toHaveBeenCalledExactlyOnceWith(counter);
    expect(rate?.reset).toBe(Date.parse(end) / 1_000);
  });
});

describe("the limit", () => {
  test.each([
    ["free", 100],
    ["startup", 10_000],
    ["business", 100_000],
  ])("of the plan %s is %i", async (plan, limit) => {
    expect(await spend({ plan })).toMatchObject({ limit, remaining: limit - 1, exceeded: false });
  });

  test("of a person is the session's, on a counter of its own", async () => {
    const rate = await spend({ credential: "jwt", plan: "session" });
    expect(rate).toMatchObject({ limit: 7, remaining: 6 });
    const counter = { owner: "jane", counter: "jwt", day: "2026-02-28", limit: 7 };
    expect(countDayRequest).toHaveBeenCalledExactlyOnceWith(counter);
  });

  test("is none on the plan enterprise, which is counted all the same, in one of eight", async () => {
    expect(await spend({ plan: "enterprise" })).toBeUndefined();
    expect(countDayRequest).toHaveBeenCalledExactlyOnceWith({
      ...{ owner: "jane", day: "2026-02-28", limit: undefined },
      counter: expect.stringMatching(/^api_key#[0-7]$/),
    });
  });
});

describe("an hour's searches", () => {
  const search = (input: object = {}) =>
    spendSearch({ ...KEY, ...input }, new Date("2026-02-28T23:59:59.999Z"));
  const NEXT_HOUR = Date.parse("2026-03-01T00:00:00Z") / 1_000;

  test.each([
    ["free", 20],
    ["startup", 200],
    ["business", 1_000],
  ])("of the plan %s are %i, on a counter of their own", async (plan, limit) => {
    expect(await search({ plan })).toEqual({
      ...{ limit, remaining: limit - 1, reset: NEXT_HOUR, exceeded: false },
    });
    const counted = ["jane", "search_api_key", "2026-02-28T23", limit];
    expect(countRequest).toHaveBeenCalledExactlyOnceWith(...counted);
    countRequest.mockResolvedValueOnce(undefined);
    expect(await search({ plan })).toMatchObject({ limit, remaining: 0, exceeded: true });
  });

  test("of a person are 200, whatever keys have searched", async () => {
    const rate = await search({ credential: "jwt", plan: "session" });
    expect(rate).toMatchObject({ limit: 200, remaining: 199 });
    const counted = ["jane", "search_jwt", "2026-02-28T23", 200];
    expect(countRequest).toHaveBeenCalledExactlyOnceWith(...counted);
  });

  test("have no limit on the plan enterprise, and nothing is counted", async () => {
    expect(await search({ plan: "enterprise" })).toBeUndefined();
    expect(countRequest).not.toHaveBeenCalled();
  });
});

test("the last request has room, the next has none", async () => {
  countDayRequest.mockResolvedValueOnce(100);
  expect(await spend()).toMatchObject({ remaining: 0, exceeded: false });
  countDayRequest.mockResolvedValueOnce("full");
  expect(await spend()).toMatchObject({ limit: 100, remaining: 0, exceeded: true });
});

test("a table that fails is no allowance", async () => {
  countDayRequest.mockRejectedValueOnce(new Error("down"));
  await expect(spend()).rejects.toThrow("down");
});

test.each([
  ["suspended", "forbidden", "account_suspended"],
  ["erasing", "conflict", "account_being_erased"],
])("an account that is %s is refused, whatever its plan", async (refused, kind, code) => {
  for (const plan of ["free", "enterprise", "session"]) {
    countDayRequest.mockResolvedValueOnce({ refused });
    expect(await problemOf(() => spend({ plan }))).toMatchObject({ kind, code });
  }
});

describe("an account that is used much is noted", () => {
  test.each([
    ["free", 99, []],
    ["free", 100, [["jane", "2026-02-28", 2]]],
    ["startup", 101, []],
    ["startup", 1_000, [["jane", "2026-02-28", 3]]],
    // One of eight counters: together they have about ten times as many.
    ["enterprise", 1_000, [["jane", "2026-02-28", 4]]],
    ["enterprise", 1_000_000_000, [["jane", "2026-02-28", 9]]],
  ])("on the plan %s, with %i requests", async (plan, count, noted) => {
    countDayRequest.mockResolvedValueOnce(count);
    await spend({ plan });
    expect(noteTop.mock.calls).toEqual(noted);
  });

  test("and its request is served where that fails", async () => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    countDayRequest.mockResolvedValueOnce(100);
    noteTop.mockRejectedValueOnce(new Error("down"));
    expect(await spend()).toMatchObject({ remaining: 0, exceeded: false });
  });
});

describe("what a caller leaves at a profile", () => {
  const now = new Date("2026-02-28T12:00:00Z");
  const profile = { id: "p", owner: "john" };
  const OWN = ["jane", "scan", "2026-02-28", 1_000];

  test("is counted for both", async () => {
    expect(await spendAtProfile("scan", "jane", profile, now)).toMatchObject({ exceeded: false });
    expect(countRequest.mock.calls).toEqual([OWN, ["john", "profile_scan#p", "2026-02-28", 5_000]]);
  });

  test("takes nothing of the profile's day from a caller without room", async () => {
    countRequest.mockResolvedValueOnce(undefined);
    expect(await spendAtProfile("scan", "jane", profile, now)).toMatchObject({ exceeded: true });
    expect(countRequest.mock.calls).toEqual([OWN]);
  });
});
