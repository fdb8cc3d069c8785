import { beforeEach, expect, test, vi } from "vitest";
import { summariseViews } from "../../../shared/domain/analytics/summarise-views.ts";
import { problemOf } from "../support/problem-of.ts";

const findRoot = vi.hoisted(() => vi.fn());
const findTallies = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/profile-repository.ts", () => ({ findRoot }));
vi.mock("../../../shared/persistence/tally-repository.ts", () => ({ findTallies }));

const OWN = { profileId: "0190c0de-0000-7000-8000-000000000001" };

beforeEach(() => {
  findRoot.mockReset();
  findTallies.mockReset().mockResolvedValue([]);
});

test("figures of an own profile are read", async () => {
  findRoot.mockResolvedValue({});
  expect(await summariseViews(true, "jane", OWN)).toMatchObject({ ...OWN, totalViews: 0 });
  expect(findTallies).toHaveBeenCalledOnce();
});

test("nothing is read of somebody else's, for the time it takes would tell of them", async () => {
  findRoot.mockResolvedValue(undefined);
  const problem = await problemOf(() => summariseViews(true, "john", OWN));
  expect(problem).toMatchObject({ code: "profile_not_found" });
  expect(findTallies).not.toHaveBeenCalled();
});
