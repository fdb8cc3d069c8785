import { describe, expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../source/clock.ts";
import { broken, type FakeAnswer, fakeApi, json, problem } from "./support/fake-api.ts";

const fine = json(200, { id: "x" });
const SOON = { "retry-after": "2" };

type Call = (api: ReturnType<typeof fakeApi>) => Promise<unknown>;
const read: Call = ({ client }) => client.profiles.getPrimaryProfile();
const keyed: Call = ({ client }) => client.profiles.createProfile({ name: "J", title: "T" });
const change: Call = ({ client }) => client.profiles.updateProfile("p", { title: "T" });
const removal: Call = ({ client }) => client.profiles.deleteProfile("p");

const busy = problem(429, "rate_limited", SOON);
const away = problem(503, "service_unavailable", SOON);
const running = problem(409, "idempotency_in_progress", SOON);

describe("what is sent again", () => {
  test.each<[string, string, number, Call, FakeAnswer]>([
    ["a read", "429", 2, read, busy],
    ["a read", "503", 2, read, away],
    ["a read", "a broken connection", 2, read, broken],
    ["a POST", "429", 2, keyed, busy],
    ["a POST", "503", 2, keyed, away],
    ["a POST", "a broken connection", 2, keyed, broken],
    ["a POST", "its first sending still running", 2, keyed, running],
    ["a change", "429", 2, change, busy],
    ["a change", "503, which it may have caused", 1, change, away],
    ["a change", "a broken connection", 1, change, broken],
    ["a change", "a conflict", 1, change, running],
    ["a removal", "503", 1, removal, away],
    ["a removal", "a broken connection", 1, removal, broken],
    ["a read", "404", 1, read, problem(404, "not_found")],
    ["a read", "500", 1, read, problem(500, "internal_error")],
    ["a POST", "a conflict for good", 1, keyed, problem(409, "slug_taken")],
    ["a POST", "422", 1, keyed, problem(422, "invalid")],
  ])("%s after %s: sent %i times", async (_, __, times, call, first) => {
    const api = fakeApi([first, fine]);
    await call(api).catch(() => {});
    expect(api.sent).toHaveLength(times);
  });

  test("has the same key, which no other call has", async () => {
    const api = fakeApi([broken, away, fine]);
    await keyed(api);
    await keyed(api);
    const keys = api.sent.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
  });

  test("has one too in a page that did not come by https", async () => {
    vi.stubGlobal("crypto", { getRandomValues: (array: Uint32Array) => array.fill(7) });
    onTestFinished(() => void vi.unstubAllGlobals());
    const api = fakeApi([fine]);
    await keyed(api);
    expect(api.sent[0]?.headers["idempotency-key"]).toBe("7-7-7-7");
  });

  test("has the same body", async () => {
    const api = fakeApi([broken, fine]);
    await keyed(api);
    expect(api.sent[1]?.body).toBe(api.sent[0]?.body);
  });
});

describe("the waits", () => {
  test("are what the answer asks for, and a little more by chance", async () => {
    const random = { sleep: async (ms: number) => void slept.push(ms), random: () => 0.5 };
    const slept: number[] = [];
    await read(
      fakeApi([busy, problem(503, "x", { "retry-after": "10" }), fine], { clock: random }),
    );
    expect(slept).toEqual([2_350, 10_500]);
  });

  test("may be asked for as a date", async () => {
    const date = new Date(Date.now() + 7_000).toUTCString();
    const api = fakeApi([problem(503, "x", { "retry-after": date }), fine]);
    await read(api);
    expect(api.slept[0]).toBeGreaterThan(4_000);
    expect(api.slept[0]).toBeLessThanOrEqual(7_000);
  });

  test("double where the answer does not say", async () => {
    const api = fakeApi([broken], { retries: 6, clock: undefined, maxWaitMs: 0 });
    await expect(read(api)).rejects.toBe(broken);
    const patient = fakeApi([broken], { retries: 6 });
    await expect(read(patient)).rejects.toBe(broken);
    expect(patient.slept).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000]);
  });

  test("end after so many tries", async () => {
    const api = fakeApi([busy]);
    await expect(read(api)).rejects.toMatchObject({ status: 429, retryAfter: 2 });
    expect(api.sent).toHaveLength(4);
    const once = fakeApi([busy], { retries: 0 });
    await expect(read(once)).rejects.toMatchObject({ code: "rate_limited" });
    expect(once.sent).toHaveLength(1);
  });

  test("are not begun where they would be too long: a day's limit is told at once", async () => {
    const api = fakeApi([problem(429, "daily_limit", { "retry-after": "40000" })]);
    await expect(read(api)).rejects.toMatchObject({ code: "daily_limit", retryAfter: 40_000 });
    expect(api.slept).toEqual([]);
    const together = fakeApi([problem(503, "x", { "retry-after": "20" })]);
    await expect(read(together)).rejects.toMatchObject({ status: 503 });
    expect(together.slept).toEqual([20_000]);
  });
});

describe("a signal", () => {
  test("that has been aborted sends nothing", async () => {
    const api = fakeApi([fine]);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(api.client.profiles.getPrimaryProfile({ signal })).rejects.toThrow("enough");
    expect(api.sent).toEqual([]);
  });

  test("ends a wait", async () => {
    const controller = new AbortController();
    const answer = () => {
      queueMicrotask(() => controller.abort(new Error("enough")));
      return problem(503, "x", { "retry-after": "20" });
    };
    const api = fakeApi([answer], { clock: systemClock });
    const { signal } = controller;
    await expect(api.client.profiles.getPrimaryProfile({ signal })).rejects.toThrow("enough");
    expect(api.sent).toHaveLength(1);
  });

  test("that comes after all has no effect", async () => {
    const controller = new AbortController();
    await systemClock.sleep(0, controller.signal);
    controller.abort();
    await systemClock.sleep(0, undefined);
  });
});

test("an error of the caller's own function is not taken for a broken connection", async () => {
  const api = fakeApi([fine]);
  const onResponse = () => {
    throw new Error("mine");
  };
  await expect(api.client.profiles.getPrimaryProfile({ onResponse })).rejects.toThrow("mine");
  expect(api.sent).toHaveLength(1);
});

test("a body that breaks off is a broken connection", async () => {
  const half = new ReadableStream({
    pull: (controller) => controller.error(broken),
  });
  const answer = () => {
    const response = new Response(half, { headers: { "content-type": "application/json" } });
    return Object.assign(response, { clone: () => response });
  };
  const api = fakeApi([answer, fine]);
  expect(await read(api)).toEqual({ id: "x" });
  expect(api.sent).toHaveLength(2);
});
