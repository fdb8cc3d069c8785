import { median, withSpread } from "../statistics.ts";
import type { Chart, ResultTable, SuiteResult, Target } from "../suite.ts";
import { CALLERS, type ConcurrencySeries, REQUESTS } from "./concurrency.ts";
import { CONTACT_COUNTS, PROFILE_COUNTS, TABLE_SIZES, WRITE_COUNTS } from "./grown-places.ts";
import type { GrowthSamples } from "./growth-samples.ts";

const METHOD = [
  `What a request takes while its surroundings grow: full profiles of an account (near 200 KB each) from ${ends(PROFILE_COUNTS)}, contacts from ${ends(CONTACT_COUNTS)}, items in the table from ${ends(TABLE_SIZES)}, writes that the local engine has taken so far from ${ends(WRITE_COUNTS)}. Public pages are further views: the warm function has seen the profile before. Accounts and tables of all sizes exist side by side, so that the sizes take turns within each round. The shipped handlers run warm against the local engine, whose files are in memory where the system has a place for that; units are what the engine tells for one such request. A curve is flat when the largest size takes no more units than the smallest, and at most a tenth more time; after many writes, which only the laptop could notice, a fifth.`,
  `Callers at once, from ${ends(CALLERS)}, read one profile, and anybody reads the page of one of near 200 KB, through the whole local platform: gateway, authorizer, function, permissions, engine. All of it shares the cores of one machine and a handful of execution environments, so that callers wait in line; what must stay flat is the time that the machine spends on a request, as soon as there are enough callers to keep it busy. One alone leaves a core idle while he waits, and is shown for comparison.`,
];

const MOST_TIME = 1.1;
const MOST_TIME_AFTER_WRITES = 1.2;

/** Tables, targets and charts. */
export function growthResult(
  samples: readonly GrowthSamples[],
  callers: readonly ConcurrencySeries[],
  rounds: number,
): SuiteResult {
  const curves = [...Map.groupBy(samples, curveName)].map(([name, points]) => ({ name, points }));
  const flat = curves.filter(({ points }) => points.every(({ point }) => point.flat));
  return {
    method: [...METHOD, extentOf(rounds, callers)],
    tables: [pointTable(samples), ...callers.map(callerTable)],
    targets: [...flat.flatMap(curveTargets), ...callers.map(callerTarget)],
    charts: [latencyChart(samples), callerChart(callers)],
    samples: Object.fromEntries([
      ...samples.map((one) => [`${curveName(one)}, ${one.point.size}: µs`, one.microseconds]),
      ...callers.flatMap(callerSamples),
    ]),
  };
}

function extentOf(rounds: number, [series]: readonly ConcurrencySeries[]): string {
  return `${rounds} rounds by size; a round's figure is the median of its requests. ${series?.samples[0]?.msPerRequest.length} rounds of ${REQUESTS} requests by callers; what was waited is told by the medians of the rounds' own p50 and p99.`;
}

function callerSamples({ what, samples }: ConcurrencySeries) {
  return samples.flatMap(({ callers, msPerRequest, p50Ms, p99Ms }) => [
    [`${what}, ${callers} callers: ms a request`, msPerRequest],
    [`${what}, ${callers} callers: p50 ms waited`, p50Ms],
    [`${what}, ${callers} callers: p99 ms waited`, p99Ms],
  ]);
}

interface Curve {
  readonly name: string;
  readonly points: readonly GrowthSamples[];
}

function curveName({ point }: GrowthSamples): string {
  return `${requestName(point)}, ${point.axis}`;
}

function requestName({ functionId, how }: GrowthSamples["point"]): string {
  return how ? `${functionId} ${how}` : functionId;
}

function ends(sizes: readonly number[]): string {
  return `${sizes[0]?.toLocaleString("en")} to ${sizes.at(-1)?.toLocaleString("en")}`;
}

function pointTable(samples: readonly GrowthSamples[]): ResultTable {
  return {
    title: "By size",
    columns: ["request, what grows", "size", "read units", "write units", "p50 µs"],
    rows: samples.map((one) => [
      curveName(one),
      one.point.size.toLocaleString("en"),
      String(one.consumption.readUnits),
      String(one.consumption.writeUnits + one.consumption.counterUnits),
      withSpread(one.microseconds, 0),
    ]),
  };
}

function callerTable({ what, samples }: ConcurrencySeries): ResultTable {
  return {
    title: `By callers at once, ${what} through the platform`,
    columns: ["callers", "ms of the machine a request", "p50 ms waited", "p99 ms waited"],
    rows: samples.map(({ callers, msPerRequest, p50Ms, p99Ms }) => [
      String(callers),
      withSpread(msPerRequest, 2),
      withSpread(p50Ms),
      withSpread(p99Ms),
    ]),
  };
}

function curveTargets({ name, points }: Curve): Target[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const units = ({ consumption }: GrowthSamples) =>
    consumption.readUnits + consumption.writeUnits + consumption.counterUnits;
  const sizes = `${first.point.size} to ${last.point.size}`;
  return [
    {
      what: `growth: ${name}, ${sizes}, time`,
      value: median(last.microseconds) / median(first.microseconds),
      most: first.point.axis === "writes so far" ? MOST_TIME_AFTER_WRITES : MOST_TIME,
      unit: "×",
    },
    {
      what: `growth: ${name}, ${sizes}, units`,
      value: units(last) / units(first),
      ...{ most: 1, unit: "×" },
    },
  ];
}

/** From a few callers on the machine is busy. */
function callerTarget({ what, samples }: ConcurrencySeries): Target {
  const [few, many] = [samples[1], samples.at(-1)];
  if (!few || !many) throw new Error("No callers were measured.");
  return {
    what: `growth: ${what}, ${few.callers} to ${many.callers} callers at once, time of the machine a request`,
    value: median(many.msPerRequest) / median(few.msPerRequest),
    ...{ most: MOST_TIME, unit: "×" },
  };
}

function latencyChart(samples: readonly GrowthSamples[]): Chart {
  const values = samples.map(({ point, microseconds }) => ({
    ...{ request: requestName(point), axis: point.axis, size: point.size },
    microseconds: median(microseconds),
  }));
  return {
    file: "growth",
    alt: "Time of a request by the size of the account or the table",
    spec: {
      data: { values },
      facet: { column: { field: "axis", sort: null, title: null } },
      resolve: { scale: { x: "independent" } },
      spec: {
        width: 200,
        height: 200,
        mark: { type: "line", point: true },
        encoding: {
          x: { field: "size", type: "quantitative", scale: { type: "log" }, title: "size" },
          y: {
            field: "microseconds",
            type: "quantitative",
            scale: { type: "log" },
            title: "µs, p50",
          },
          color: { field: "request", type: "nominal", title: null },
        },
      },
    },
  };
}

function callerChart(series: readonly ConcurrencySeries[]): Chart {
  const values = series.flatMap(({ what, samples }) =>
    samples.map(({ callers, msPerRequest }) => ({
      ...{ request: what, callers },
      ms: median(msPerRequest),
    })),
  );
  return {
    file: "growth-callers",
    alt: "Time of the machine a request by the number of callers at once",
    spec: {
      data: { values },
      width: 300,
      height: 160,
      mark: { type: "line", point: true },
      encoding: {
        x: { field: "callers", type: "quantitative", scale: { type: "log", base: 2 } },
        y: { field: "ms", type: "quantitative", title: "ms a request" },
        color: { field: "request", type: "nominal", title: null },
      },
    },
  };
}
