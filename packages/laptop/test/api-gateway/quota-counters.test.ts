import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { QuotaCounters } from "../../services/api-gateway/quota-counters.ts";
import type { Quota, QuotaPeriod } from "../../services/api-gateway/usage-plan-model.ts";

const quota = (limit: number, period: QuotaPeriod = "DAY", offset = 0): Quota => ({
  limit,
  period,
  offset,
});

it.each<[QuotaPeriod, string, string]>([
  ["DAY", "2026-03-03T23:59:59.999Z", "2026-03-04T00:00:00.000Z"],
  ["WEEK", "2026-03-07T23:59:59.999Z", "2026-03-08T00:00:00.000Z"],
  ["MONTH", "2028-02-29T23:59:59.999Z", "2028-03-01T00:00:00.000Z"],
])("a period of a %s ends at midnight UTC", (period, last, first) => {
  const counters = new QuotaCounters();
  const take = (time: string) => counters.take("p", "k", quota(1, period), new Date(time));
  expect([take(last), take(last), take(first), take(first)]).toEqual([true, false, true, false]);
});

it("counts each key in each plan", () => {
  const counters = new QuotaCounters();
  const now = new Date();
  const take = (plan: string, key: string) => counters.take(plan, key, quota(1), now);
  expect([take("p", "k"), take("p", "k2"), take("p2", "k"), take("p", "k")]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

it("takes the offset off the first period only", () => {
  const counters = new QuotaCounters();
  const take = (day: string) => counters.take("p", "k", quota(3, "MONTH", 2), new Date(day));
  expect(["2026-01-05", "2026-01-06", "2026-02-01", "2026-02-02"].map(take)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

it("goes on counting after a restart, whatever a broken file says", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "quota-")), "usage.json");
  const now = new Date();
  const first = await QuotaCounters.open(file);
  expect(first.take("p", "k", quota(2), now)).toBe(true);
  await first.close();
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
    "p k": { period: now.toISOString().slice(0, 10), used: 1 },
  });
  const second = await QuotaCounters.open(file);
  expect(second.take("p", "k", quota(2), now)).toBe(true);
  expect(second.take("p", "k", quota(2), now)).toBe(false);
  await second.close();
  await writeFile(file, '{"p k": 5}');
  expect((await QuotaCounters.open(file)).take("p", "k", quota(1), now)).toBe(true);
});

it("writes by itself within two seconds", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "quota-")), "usage.json");
  const counters = await QuotaCounters.open(file);
  for (let taken = 0; taken < 3; taken++) counters.take("p", "k", quota(9), new Date());
  await expect
    .poll(() => readFile(file, "utf8").catch(() => ""), { timeout: 60_000 })
    .toContain('"used":3');
});
