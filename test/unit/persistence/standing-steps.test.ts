import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccountStanding } from "../../../shared/model/account/account-standing.ts";
import {
  checkOpen,
  closeSteps,
  IS_OPEN,
  reopenSteps,
  requireOpen,
  type StandingStep,
} from "../../../shared/persistence/standing-steps.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const SINCE = "2026-02-28T23:59:59.900Z";
const SUSPENDED: AccountStanding = { state: "suspended", since: SINCE, reason: "abuse" };
const ERASING: AccountStanding = { state: "erasing", since: SINCE, erasureId: "e" };
const DAYS = ["2026-02-27", "2026-02-28", "2026-03-01"];

const account = (steps: readonly StandingStep[]) =>
  steps.find(({ label }) => label === "account")?.write.Update;
const counters = (steps: readonly StandingStep[]) =>
  steps.flatMap(({ label, write }) => (label === "counter" ? String(write.Update?.Key?.sk) : []));
const daysOf = (steps: readonly StandingStep[]) =>
  [...new Set(counters(steps).map((sk) => sk.slice(0, 10)))].sort();

describe("closing", () => {
  test("refuses in every counter of the days that any clock may have, at midnight too", () => {
    const steps = closeSteps("jane", SUSPENDED);
    expect(daysOf(steps)).toEqual(DAYS);
    const today = counters(steps).filter((sk) => sk.startsWith("2026-02-28"));
    expect(today).toEqual([
      "2026-02-28#jwt",
      "2026-02-28#api_key",
      ...[0, 1, 2, 3, 4, 5, 6, 7].map((shard) => `2026-02-28#api_key#${shard}`),
    ]);
    expect(steps).toHaveLength(31);
  });

  test("takes the place of nothing, but erasing that of a suspension", () => {
    expect(account(closeSteps("jane", SUSPENDED))?.ConditionExpression).toBe(IS_OPEN);
    expect(account(closeSteps("jane", ERASING))).toMatchObject({
      ConditionExpression: `${IS_OPEN} OR standing.#state = :suspended`,
      ExpressionAttributeValues: { ":suspended": "suspended", ":standing": ERASING },
    });
  });

  test("names the state alone in the counters", () => {
    for (const { label, write } of closeSteps("jane", ERASING)) {
      if (label !== "counter") continue;
      expect(write.Update?.ExpressionAttributeValues).toMatchObject({ ":state": "erasing" });
      expect(write.Update?.UpdateExpression).not.toContain("requests");
    }
  });
});

test("opening takes back every refusal, whenever and by whichever clock it comes", () => {
  const time = fc.date({
    ...{ min: new Date("2025-01-01"), max: new Date("2027-01-01"), noInvalidDate: true },
  });
  const law = fc.property(time, time, (closed, opened) => {
    const was = { ...SUSPENDED, since: closed.toISOString() };
    const refused = counters(closeSteps("jane", was));
    const steps = reopenSteps("jane", was, opened.toISOString());
    expect(counters(steps)).toEqual(expect.arrayContaining(refused));
    expect(new Set(counters(steps)).size).toBe(counters(steps).length);
    // A transaction holds 100 actions, the audit record among them.
    expect(steps.length).toBeLessThan(100);
  });
  fc.assert(law, { ...SEED, numRuns: 50 });
});

test("a failed condition is told by the standing, and by nothing else", async () => {
  expect(() => requireOpen(undefined)).not.toThrow();
  expect(() => requireOpen({ plan: "free" })).not.toThrow();
  const told = async (standing: AccountStanding) =>
    (await problemOf(() => requireOpen({ standing }))).code;
  expect(await told(SUSPENDED)).toBe("account_suspended");
  expect(await told(ERASING)).toBe("account_being_erased");
  expect(checkOpen("jane").write.ConditionCheck?.ConditionExpression).toBe(IS_OPEN);
});
