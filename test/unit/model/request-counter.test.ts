import { expect, test } from "vitest";
import {
  magnitudeReached,
  REQUEST_COUNTERS,
  REQUEST_SHARDS,
  requestCounter,
  usageExpiry,
} from "../../../shared/model/account/request-counter.ts";

test("requests with a limit have one counter, others are spread over several", () => {
  expect(requestCounter("jwt", 10)).toBe("jwt");
  expect(requestCounter("api_key", 10)).toBe("api_key");
  const drawn = Array.from({ length: 100 }, (_, n) => n / 100);
  const counters = new Set(drawn.map((random) => requestCounter("api_key", undefined, random)));
  expect(counters.size).toBe(REQUEST_SHARDS);
  for (const counter of counters) expect(REQUEST_COUNTERS).toContain(counter);
});

test.each([
  ["jwt", 99, undefined],
  ["jwt", 100, 2],
  ["api_key", 1_000, 3],
  ["api_key", 1_001, undefined],
  ["api_key#3", 100, 3],
  ["api_key#3", 1_000_000_000, 9],
])("%s is noted at %i: %s", (counter, count, magnitude) => {
  expect(magnitudeReached(counter, count)).toBe(magnitude);
});

test("an operator looks back over 30 whole days", () => {
  const first = Date.parse("2026-01-01T00:00:00Z") / 1_000;
  expect(usageExpiry("2026-01-01") - first).toBe(36 * 86_400);
});
