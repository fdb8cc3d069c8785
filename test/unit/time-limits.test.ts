import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { beforeDeadline, endingAtDeadline, withDeadline } from "../../shared/request-deadline.ts";
import { CALL_LIMITS, LONGEST_PAUSE, TIME_LIMITS, waitingTime } from "../../shared/time-limits.ts";

const never = () => new Promise<never>(() => {});

describe("times nest", () => {
  /** Until a call that nobody answers has failed. */
  const longest = ({ request, tries }: { readonly request: number; readonly tries: number }) =>
    tries * request + (tries - 1) * LONGEST_PAUSE;

  test("waiting and the answer are within the function's time", () => {
    for (const timeout of [TIME_LIMITS.function, TIME_LIMITS.imageFunction]) {
      expect(waitingTime(timeout) + TIME_LIMITS.answer).toBeLessThanOrEqual(timeout);
    }
    expect(waitingTime(TIME_LIMITS.function)).toBe(8_500);
    expect(waitingTime(TIME_LIMITS.imageFunction)).toBe(19_000);
    expect(waitingTime(100)).toBe(0);
  });

  test("a hung call is reported before its request's time is up", () => {
    const { table, secrets, photos } = CALL_LIMITS;
    for (const limits of [table, secrets]) {
      expect(longest(limits)).toBeLessThan(TIME_LIMITS.authorizing);
    }
    expect(longest(photos)).toBeLessThan(waitingTime(TIME_LIMITS.imageFunction));
    for (const { connection, request } of Object.values(CALL_LIMITS)) {
      expect(connection).toBeLessThan(request);
    }
  });

  test("a function ends before the gateway gives it up, and both waits do together", () => {
    expect(TIME_LIMITS.imageFunction).toBeLessThan(TIME_LIMITS.gateway);
    const { authorizing, waiting, answer, gateway } = TIME_LIMITS;
    expect(authorizing + answer).toBeLessThan(TIME_LIMITS.function);
    expect(authorizing + waiting + answer).toBeLessThan(gateway);
    // The issuer's configuration, its keys, and a try for those that were kept.
    const forKeys = 2 * TIME_LIMITS.issuerDocument + CALL_LIMITS.table.request;
    expect(forKeys).toBeLessThan(authorizing);
  });
});

describe("a request's deadline", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const outOfTime = expect.objectContaining({ name: "Unavailable" });

  test("ends a call that hangs, and tells its client", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const served = withDeadline(1_000, () =>
      beforeDeadline((signal) => {
        signals.push(signal);
        return never();
      }),
    );
    const refused = expect(served).rejects.toEqual(outOfTime);
    await vi.advanceTimersByTimeAsync(999);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signals[0]?.aborted).toBe(true);
    await refused;
  });

  test("is for all calls together, and makes none once it has passed", async () => {
    const call = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 400)));
    const served = withDeadline(1_000, async () => {
      for (;;) await beforeDeadline(call);
    });
    const refused = expect(served).rejects.toEqual(outOfTime);
    await vi.advanceTimersByTimeAsync(1_000);
    await refused;
    expect(call).toHaveBeenCalledTimes(3);

    const late = withDeadline(1_000, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return beforeDeadline(call);
    });
    const never = expect(late).rejects.toEqual(outOfTime);
    await vi.advanceTimersByTimeAsync(1_500);
    await never;
    expect(call).toHaveBeenCalledTimes(3);
  });

  test("is over with its request", async () => {
    expect(await withDeadline(1_000, async () => "served")).toBe("served");
    expect(vi.getTimerCount()).toBe(0);
    expect(await beforeDeadline(async (signal) => signal)).toBeUndefined();
  });

  test("of the next request is another one", async () => {
    await withDeadline(1_000, async () => {}).catch(() => {});
    const second = withDeadline(1_000, () => beforeDeadline(async (signal) => signal?.aborted));
    expect(await second).toBe(false);
  });

  test("is known to another copy of the module", async () => {
    vi.resetModules();
    const copy = await import("../../shared/request-deadline.ts");
    expect(copy.beforeDeadline).not.toBe(beforeDeadline);
    const signal = await withDeadline(1_000, () => copy.beforeDeadline(async (one) => one));
    expect(signal).toBeInstanceOf(AbortSignal);
  });

  test("reaches every call of a client, which keeps its own options", async () => {
    const send = vi.fn(async (_command: unknown, _options?: object) => "sent");
    const client = endingAtDeadline({ send });
    expect(await client.send("one", { requestTimeout: 5 })).toBe("sent");
    await withDeadline(1_000, () => client.send("two", { requestTimeout: 5 }));
    expect(send.mock.calls).toEqual([
      ["one", { requestTimeout: 5 }],
      ["two", { requestTimeout: 5, abortSignal: expect.any(AbortSignal) }],
    ]);
  });
});
