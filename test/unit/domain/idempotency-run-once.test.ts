import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runOnce } from "../../../shared/domain/idempotency/run-once.ts";
import { Problem } from "../../../shared/model/problem.ts";
import type { IdempotencyRecord } from "../../../shared/persistence/idempotency-repository.ts";
import { beforeDeadline, withDeadline } from "../../../shared/request-deadline.ts";
import { TIME_LIMITS } from "../../../shared/time-limits.ts";
import { problemOf } from "../support/problem-of.ts";

type Records = Map<string, IdempotencyRecord>;
const { records, letGo } = vi.hoisted(() => ({
  records: new Map() as Records,
  letGo: vi.fn(async () => {}),
}));

/** The conditions of the real repository, over a map. */
vi.mock("../../../shared/persistence/idempotency-repository.ts", () => {
  const updateWhile = (digest: string, mine: string, change: Partial<IdempotencyRecord>) => {
    const stored = records.get(digest);
    if (stored?.run !== mine || stored.answer !== undefined) return false;
    records.set(digest, { ...stored, ...change });
    return true;
  };
  return {
    beginRequest: async (digest: string, record: IdempotencyRecord, now: number) => {
      const stored = records.get(digest);
      if (stored && stored.expiresAt > Math.floor(now / 1_000)) return stored;
      records.set(digest, record);
      return undefined;
    },
    resumeRequest: async (digest: string, stale: IdempotencyRecord, mine: IdempotencyRecord) =>
      updateWhile(digest, stale.run, { run: mine.run, runningUntil: mine.runningUntil }),
    finishRequest: async (digest: string, mine: string, answer: string) =>
      void updateWhile(digest, mine, { answer }),
    forgetRequest: async (digest: string, run: string) =>
      void (records.get(digest)?.run === run && records.delete(digest)),
    releaseRequest: async (digest: string, run: string) => {
      await letGo();
      updateWhile(digest, run, { runningUntil: 0 });
    },
  };
});

const REQUEST = { account: "jane", route: "create-profile", key: "one", content: ["body"] };
const HOUR = 3_600_000;
const run = vi.fn<(newId: string) => Promise<unknown>>();
const stored = () => [...records.values()];
const never = () => new Promise<never>(() => {});

beforeEach(() => {
  records.clear();
  letGo.mockReset();
  run.mockReset().mockImplementation(async (newId) => ({ status: 201, newId }));
  vi.useFakeTimers({ now: new Date("2026-01-01T00:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a request sent again", () => {
  test("gets the first answer, and is not carried out", async () => {
    const first = await runOnce(REQUEST, run);
    const again = await runOnce(REQUEST, run);
    expect(first.replayed).toBe(false);
    expect(again).toEqual({ answer: first.answer, replayed: true });
    expect(run).toHaveBeenCalledOnce();
  });

  test("is carried out anew after 24 hours, tidied away or not", async () => {
    await runOnce(REQUEST, run);
    vi.advanceTimersByTime(24 * HOUR - 1);
    expect((await runOnce(REQUEST, run)).replayed).toBe(true);
    vi.advanceTimersByTime(1);
    expect((await runOnce(REQUEST, run)).replayed).toBe(false);
    expect(run).toHaveBeenCalledTimes(2);
  });

  test("by another account or to another route is another request", async () => {
    await runOnce(REQUEST, run);
    await runOnce({ ...REQUEST, account: "bob" }, run);
    await runOnce({ ...REQUEST, route: "create-api-key" }, run);
    expect(run).toHaveBeenCalledTimes(3);
  });

  test.each([
    ["another body", ["bodY"]],
    ["a file more", ["body", new Uint8Array([1])]],
    ["the same bytes, split elsewhere", ["bo", "dy"]],
  ])("with %s is refused", async (_, content) => {
    await runOnce(REQUEST, run);
    const problem = await problemOf(() => runOnce({ ...REQUEST, content }, run));
    expect(problem).toMatchObject({ kind: "invalid", code: "idempotency_key_reused" });
    expect(run).toHaveBeenCalledOnce();
  });
});

describe("a request that is still running", () => {
  test("is a conflict for the next one, whose body decides first", async () => {
    void runOnce(REQUEST, never);
    await vi.advanceTimersByTimeAsync(29_999);
    const problem = await problemOf(() => runOnce(REQUEST, run));
    expect(problem).toMatchObject({ kind: "conflict", code: "idempotency_in_progress" });
    const other = await problemOf(() => runOnce({ ...REQUEST, content: ["x"] }, run));
    expect(other.code).toBe("idempotency_key_reused");
    expect(run).not.toHaveBeenCalled();
  });

  test("is taken over after 30 seconds, once, with the same id", async () => {
    void runOnce(REQUEST, never);
    const [{ newId } = { newId: "" }] = stored();
    await vi.advanceTimersByTimeAsync(30_000);
    const results = await Promise.allSettled([runOnce(REQUEST, run), runOnce(REQUEST, run)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(run).toHaveBeenCalledExactlyOnceWith(newId);
    expect((await runOnce(REQUEST, run)).replayed).toBe(true);
  });

  test("and ends after it was taken over leaves the other's answer alone", async () => {
    let finish: (answer: string) => void = () => {};
    const slow = runOnce(REQUEST, () => new Promise<string>((resolve) => (finish = resolve)));
    await vi.advanceTimersByTimeAsync(30_000);
    await runOnce(REQUEST, async () => "second");
    finish("first");
    expect(await slow).toEqual({ answer: "first", replayed: false });
    expect(await runOnce(REQUEST, run)).toEqual({ answer: "second", replayed: true });
  });
});

describe("a request that fails", () => {
  test("for a reason the caller is told leaves its key free", async () => {
    run.mockRejectedValueOnce(new Problem("conflict", "profile_limit_reached", "Full."));
    expect((await problemOf(() => runOnce(REQUEST, run))).code).toBe("profile_limit_reached");
    expect(records.size).toBe(0);
    expect((await runOnce({ ...REQUEST, content: ["put right"] }, run)).replayed).toBe(false);
  });

  test("for an unknown reason stays on record, and is carried out again with the same id", async () => {
    run.mockRejectedValueOnce(new Error("lost"));
    await expect(runOnce(REQUEST, run)).rejects.toThrow("lost");
    expect(stored()).toHaveLength(1);
    expect(stored()[0]?.answer).toBeUndefined();
    const other = await problemOf(() => runOnce({ ...REQUEST, content: ["x"] }, run));
    expect(other.code).toBe("idempotency_key_reused");
    expect((await runOnce(REQUEST, run)).replayed).toBe(false);
    const [first, second] = run.mock.calls;
    expect(second).toEqual(first);
    expect((await runOnce(REQUEST, run)).replayed).toBe(true);
  });

  test("and cannot be let go counts as running for 30 seconds, and says until when", async () => {
    letGo.mockRejectedValueOnce(new Error("The table is away."));
    run.mockRejectedValueOnce(new Error("lost"));
    await expect(runOnce(REQUEST, run)).rejects.toThrow("lost");
    const early = await problemOf(() => runOnce(REQUEST, run));
    expect(early).toMatchObject({
      code: "idempotency_in_progress",
      retryAt: Date.parse("2026-01-01T00:00:30Z") / 1_000,
    });
    vi.advanceTimersByTime(30_000);
    expect((await runOnce(REQUEST, run)).replayed).toBe(false);
    const [first, second] = run.mock.calls;
    expect(second).toEqual(first);
  });
});

test("nothing of the request is on record in the clear", async () => {
  await runOnce({ ...REQUEST, content: ["canary-body"] }, async () => "canary-answer");
  const text = JSON.stringify([...records]);
  for (const part of ["canary", '"one"', "jane"]) expect(text).not.toContain(part);
});

test("a request whose time is up lets go of its record all the same", async () => {
  letGo.mockImplementation(() => beforeDeadline(async () => {}));
  const late = withDeadline(1_000, () => runOnce(REQUEST, () => beforeDeadline(never)));
  const refused = expect(late).rejects.toMatchObject({ name: "Unavailable" });
  await vi.advanceTimersByTimeAsync(1_000);
  await refused;
  expect((await runOnce(REQUEST, run)).replayed).toBe(false);
  expect(run).toHaveBeenCalledTimes(1);
});

test("letting go takes no longer than is left for the answer", async () => {
  expect(TIME_LIMITS.letGo).toBeLessThan(TIME_LIMITS.answer);
  expect(TIME_LIMITS.running).toBeGreaterThan(TIME_LIMITS.imageFunction);
  letGo.mockImplementation(() => beforeDeadline(never));
  const late = withDeadline(1_000, () => runOnce(REQUEST, () => beforeDeadline(never)));
  const refused = expect(late).rejects.toMatchObject({ name: "Unavailable" });
  await vi.advanceTimersByTimeAsync(1_000 + TIME_LIMITS.letGo);
  await refused;
});
