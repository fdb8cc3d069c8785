import { beforeEach, expect, test, vi } from "vitest";
import "../support/settings.ts";
import type { Principal } from "../../../shared/auth/principal.ts";
import { metered } from "../../../shared/http/metered.ts";
import { refusalOf } from "../../../shared/model/account/account-standing.ts";
import { problemOf } from "../support/problem-of.ts";

const spendRequest = vi.hoisted(() => vi.fn());
const spendSearch = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/domain/usage/rate-limit.ts", () => ({ spendRequest, spendSearch }));

const run = vi.fn(async () => "read");
const principal = (plan: string): Principal =>
  ({ account: "jane", credential: "api_key", plan }) as Principal;
const read = (plan: string) => metered(principal(plan), true, () => {}, run);
const rate = (exceeded: boolean, inSeconds = 60) => ({
  ...{ limit: 1, remaining: 0, exceeded },
  reset: Math.floor(Date.now() / 1_000) + inSeconds,
});

beforeEach(() => {
  run.mockClear();
  spendRequest.mockReset().mockResolvedValue(rate(false));
});

test("a read runs beside its count, and one over the allowance is thrown away", async () => {
  expect(await read("free")).toBe("read");
  spendRequest.mockResolvedValue(rate(true));
  expect((await problemOf(() => read("free"))).code).toBe("daily_limit_exceeded");
  expect(run).toHaveBeenCalledTimes(2);
});

test("once the allowance is known to be spent, nothing is read before the count allows it", async () => {
  spendRequest.mockResolvedValue(rate(true));
  await problemOf(() => read("startup"));
  await problemOf(() => read("startup"));
  expect(run).toHaveBeenCalledOnce();
  // Another plan has another limit, and the counter has the last word.
  spendRequest.mockResolvedValue(rate(false));
  expect(await read("business")).toBe("read");
  expect(await read("startup")).toBe("read");
});

test("the next day's reads run beside their count again", async () => {
  spendRequest.mockResolvedValue(rate(true, -1));
  await problemOf(() => read("enterprise"));
  await problemOf(() => read("enterprise"));
  expect(run).toHaveBeenCalledTimes(2);
});

test("a closed account's read is thrown away, and the next ones wait for their count", async () => {
  const closed = { ...principal("free"), account: "john" };
  const readClosed = () => metered(closed, true, () => {}, run);
  for (const state of ["suspended", "erasing"] as const) {
    spendRequest.mockRejectedValue(refusalOf(state));
    expect((await problemOf(readClosed)).code).toBe(refusalOf(state).code);
  }
  expect(run).toHaveBeenCalledOnce();
  // Opened again, it is served at once: the counter has the last word.
  spendRequest.mockResolvedValue(rate(false));
  expect(await readClosed()).toBe("read");
});

test("a count that fails for another reason says nothing of the account", async () => {
  spendRequest.mockRejectedValue(new Error("down"));
  const other = { ...principal("free"), account: "jim" };
  const readOther = () => metered(other, true, () => {}, run);
  await expect(readOther()).rejects.toThrow("down");
  await expect(readOther()).rejects.toThrow("down");
  expect(run).toHaveBeenCalledTimes(2);
});

test("a refused search is not counted as one", async () => {
  const searcher = { ...principal("free"), account: "joan" };
  const search = () => metered(searcher, true, () => {}, run, "searches");
  spendSearch.mockResolvedValue(rate(false));
  spendRequest.mockRejectedValueOnce(refusalOf("erasing"));
  expect((await problemOf(search)).code).toBe("account_being_erased");
  spendRequest.mockResolvedValueOnce(rate(true));
  expect((await problemOf(search)).code).toBe("daily_limit_exceeded");
  expect(spendSearch).not.toHaveBeenCalled();
  expect(await search()).toBe("read");
  expect(spendSearch).toHaveBeenCalledOnce();
});
