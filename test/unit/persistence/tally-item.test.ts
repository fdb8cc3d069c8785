import { expect, test } from "vitest";
import { COUNTERS, type Tally } from "../../../shared/model/analytics/tally.ts";
import { MOST_DIGESTS } from "../../../shared/model/analytics/viewer-sketch.ts";
import { beginSteps, toTally } from "../../../shared/persistence/tally-item.ts";
import { itemSize } from "../support/item-size.ts";
import { seededDigests } from "../support/seeded-digests.ts";

/** A day with so many digests, and all else as large as it gets. */
function fullDay(digests: number): Tally {
  return {
    profileId: "0190c0de-0000-7000-8000-000000000000",
    day: "2026-03-01",
    counts: Object.fromEntries(COUNTERS.map((counter) => [counter, Number.MAX_SAFE_INTEGER])),
    viewers: { level: 30, digests: new Set(seededDigests(digests, 7)) },
  };
}

/** The item that a day is begun with: what the update sets and adds. */
function itemOf(tally: Tally): Record<string, unknown> {
  const update = beginSteps(tally, 7).flatMap(({ write }) => write.Update ?? [])[0];
  if (!update) throw new Error("A day is begun with an update.");
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = update;
  const written = (update.UpdateExpression ?? "").matchAll(/(#?\w+) (?:= )?(:\w+)/g);
  const attributes = [...written].map(([, name = "", value = ""]) => [
    ...[names[name] ?? name, values[value]],
  ]);
  return { ...update.Key, ...Object.fromEntries(attributes) };
}

test("a full day is below 2 KB, so that a write is at most 2 units", () => {
  const day = fullDay(MOST_DIGESTS);
  const item = itemOf(day);
  expect(toTally(item)).toEqual(day);
  expect(itemSize(item)).toBeLessThanOrEqual(2_048);
});

test("one that a full sample was added to is below 4 KB until its level rises", () => {
  expect(itemSize(itemOf(fullDay(2 * MOST_DIGESTS)))).toBeLessThanOrEqual(4_096);
});
