import "../support/settings.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  magnitudeReached,
  REQUEST_COUNTERS,
} from "../../../shared/model/account/request-counter.ts";
import { topKey, usageKey } from "../../../shared/persistence/keys.ts";
import { topKeysOf } from "../../../shared/persistence/top-repository.ts";
import { SEED } from "../support/arbitrary-profile.ts";

test("what was noted of an account is known by its counters", () => {
  const counters = fc.uniqueArray(
    fc.record({
      counter: fc.constantFrom(...REQUEST_COUNTERS),
      requests: fc.oneof(fc.constant(undefined), fc.nat({ max: 3_000 })),
    }),
    { selector: ({ counter }) => counter, maxLength: 4 },
  );
  const law = fc.property(counters, (all) => {
    const noted = new Set(
      all.flatMap(({ counter, requests = 0 }) =>
        Array.from({ length: requests }, (_, n) => magnitudeReached(counter, n + 1))
          .filter((magnitude) => magnitude !== undefined)
          .map((magnitude) => JSON.stringify(topKey("2026-02-28", magnitude, "a#b"))),
      ),
    );
    const items = all.map(({ counter, requests }) => ({
      ...usageKey("a#b", "2026-02-28", counter),
      requests,
    }));
    const keys = topKeysOf([...items, { ...usageKey("a#b", "2026-02-28", "lead"), requests: 500 }]);
    expect(new Set(keys.map((key) => JSON.stringify(key)))).toEqual(noted);
  });
  fc.assert(law, { ...SEED, numRuns: 50 });
});
