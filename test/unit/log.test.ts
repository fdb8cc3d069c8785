import "./support/settings.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { log } from "../../shared/log.ts";
import { logAndCount } from "../../shared/metric.ts";

const written: string[] = [];
beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-01-31T23:59:59.007Z") });
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  written.length = 0;
});

/**
 * How Lambda reads the level of a line that a function writes itself, in the JSON log format (AWS:
 * "Log-level filtering"): without a valid level, or a timestamp by RFC 3339, it is INFO.
 */
function levelAsLambdaReadsIt(line: string): string {
  const { level, timestamp } = JSON.parse(line);
  const isTimed = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(timestamp);
  const isKnown = /^(trace|debug|info|warn|error|fatal)$/i.test(level);
  return isTimed && isKnown ? level.toUpperCase() : "INFO";
}

test.each(["info", "warn", "error"] as const)("Lambda takes a line for %s", (level) => {
  log(level, "something", { detail: 1 });
  expect(written).toEqual([
    `{"timestamp":"2026-01-31T23:59:59.007Z","level":"${level}","message":"something","detail":1}\n`,
  ]);
  expect(levelAsLambdaReadsIt(written[0] ?? "")).toBe(level.toUpperCase());
});

test.each(["warn", "error"] as const)("a line that counts is taken for %s, too", (level) => {
  logAndCount(level, "stale", "IssuerKeysStale", { issuer: "https://issuer.example" });
  expect(written).toHaveLength(1);
  expect(levelAsLambdaReadsIt(written[0] ?? "")).toBe(level.toUpperCase());
  // CloudWatch's embedded metric format stays whole beside it.
  expect(JSON.parse(written[0] ?? "")).toMatchObject({
    IssuerKeysStale: 1,
    _aws: {
      Timestamp: Date.parse("2026-01-31T23:59:59.007Z"),
      CloudWatchMetrics: [{ Metrics: [{ Name: "IssuerKeysStale", Unit: "Count" }] }],
    },
  });
});
