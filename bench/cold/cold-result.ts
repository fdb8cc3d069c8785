import { MEMORY_SIZES } from "../../infra/constructs/memory-sizes.ts";
import { median, withSpread } from "../statistics.ts";
import type { Chart, ResultTable, SuiteResult, Target } from "../suite.ts";
import type { ColdSamples } from "./cold-samples.ts";
import type { LimitedCalls } from "./limited-calls.ts";
import { DEAREST, kindOfCase, SLOWEST } from "./memory-rule.ts";
import { SUBJECT_WORDS, type Subject, sizeOf } from "./subjects.ts";
import { limitedTable, sizeTable, waits, waitTable } from "./wait-tables.ts";

const METHOD = [
  "Each sample is a fresh process of Node that loads a bundle and answers one real event; what is timed starts before the loading and ends with the answer. Every function is measured, behind the gateway or not: as shipped, from the same source with esbuild's defaults, and against a floor that makes the same calls with `node:http` and signatures by hand, loads `node:https`, and does nothing else. Functions are loaded as Lambda does it, by the module that gets them ready ([ADR 38](adr/0038-getting-ready.md)). CPU time covers all threads; memory is the most that the whole process ever held (an empty Node takes its share).",
  "Lambda runs the loading at full speed and the call at the function's share of a core, which is its memory in MB by 1,769. The modelled wait is the processor time of both, the call's by that share. The network is not in it. [ADR 40](adr/0040-memory-sizes.md) has the rule for the sizes.",
  "Events and answers were recorded once on the local platform, with the real bundles; in the samples a stub server answers from that record, on the other core, so that neither the engine nor its disk are in the figures. What Lambda adds (fetching the code, starting the sandbox) is not in them either. The compile cache is off.",
];

const SIZE_WORDS = `Memory is chosen by kind of function: the smallest size with which the first caller waits at most ${SLOWEST} × as long as with a whole core, if a million requests cost at most ${DEAREST} × what they cost with 256 MB, and if there is twice the memory that anything took. In the background nobody waits. The price is that of the whole request: gateway, table, objects, authorizer and function. The authorizer's is that of a read of a profile.`;

/** @param limited as in {@link coldResult} */
function limitedWords(limited: readonly LimitedCalls[] | string): string {
  if (typeof limited === "string") {
    return `The model was not checked in this run, as the machine does not limit processors: ${limited}`;
  }
  return "The model is checked with first calls in a control group of Linux that gives the process a share of a core, in periods of 20 ms. It joins the group between loading and the call. The model knows no periods, so that it does not depend on their length, which AWS does not tell. A call that ends within a period does not wait for its end: short calls are faster than modelled.";
}

/**
 * Tables, targets and chart of all samples.
 * @param limited calls with a share of a core, or why there are none
 */
export async function coldResult(
  all: readonly ColdSamples[],
  limited: readonly LimitedCalls[] | string,
  rounds: number,
): Promise<SuiteResult> {
  const names = [...new Set(all.map(({ subject }) => subject.caseName))];
  const find = (caseName: string, name: Subject["name"]) =>
    all.find(({ subject }) => subject.caseName === caseName && subject.name === name);
  const rows = await Promise.all(names.map((name) => functionRow(name, find)));
  return {
    method: [...METHOD, limitedWords(limited), SIZE_WORDS, `${rounds} rounds.`],
    tables: [
      { title: "Every function", columns: COLUMNS, rows },
      waitTable(all),
      ...(typeof limited === "string" ? [] : [limitedTable(limited)]),
      sizeTable(all),
      await otherTable(all),
    ],
    targets: targets(find),
    charts: [chart(all)],
    samples: Object.fromEntries([
      ...all.flatMap(samplesOf),
      ...(typeof limited === "string" ? [] : limited.flatMap(limitedSamples)),
    ]),
  };
}

type Find = (caseName: string, name: Subject["name"]) => ColdSamples | undefined;

const COLUMNS = [
  "function",
  "KB",
  "ms",
  "KB, defaults",
  "ms, defaults",
  "ratio",
  "ms, floor",
  "CPU ms",
  "CPU ms, defaults",
  "peak MB",
  "peak MB, defaults",
];

async function functionRow(name: string, find: Find): Promise<string[]> {
  const [shipped, defaults] = [find(name, "shipped"), find(name, "defaults")];
  if (!shipped || !defaults) throw new Error(`${name} was not measured whole.`);
  const floor = find(name, "floor");
  return [
    name,
    await sizeOf(shipped.subject),
    withSpread(totals(shipped)),
    await sizeOf(defaults.subject),
    withSpread(totals(defaults)),
    ratio(shipped, defaults).toFixed(2),
    floor ? median(totals(floor)).toFixed(1) : "–",
    ...[shipped, defaults].map(({ calls }) => median(calls.map(({ cpuMs }) => cpuMs)).toFixed(0)),
    ...[shipped, defaults].map(({ calls }) => median(calls.map(({ peakMb }) => peakMb)).toFixed(0)),
  ];
}

/** The floor is one bundle for all functions: the one of get-profile stands for it. */
async function otherTable(all: readonly ColdSamples[]): Promise<ResultTable> {
  const others = all.filter(
    ({ subject: { name, caseName } }) =>
      name === "empty" || name === "jose" || (name === "floor" && caseName === "get-profile"),
  );
  const rows = others.map(async ({ subject, calls }) => [
    SUBJECT_WORDS[subject.name],
    await sizeOf(subject),
    withSpread(calls.map(({ totalMs }) => totalMs)),
    median(calls.map(({ cpuMs }) => cpuMs)).toFixed(0),
    median(calls.map(({ peakMb }) => peakMb)).toFixed(0),
  ]);
  return {
    title: "For comparison",
    columns: ["subject", "KB", "ms", "CPU ms", "peak MB"],
    rows: await Promise.all(rows),
  };
}

function targets(find: Find): Target[] {
  const held = [
    { name: "get-profile", against: "defaults", most: 0.55 },
    { name: "authorize-request jwt", against: "jose", most: 1.5 },
    { name: "get-profile", against: "floor", most: 2 },
    { name: "create-profile", against: "floor", most: 2.2 },
    { name: "update-profile", against: "floor", most: 2.2 },
  ] as const;
  const times = held.flatMap(({ name, against, most }) => {
    const [shipped, other] = [find(name, "shipped"), find(name, against)];
    if (!shipped || !other) return [];
    const what = `cold: ${name} against ${SUBJECT_WORDS[against]}`;
    return [{ what, value: ratio(shipped, other), most, unit: "×" }];
  });
  return [...times, ...waitTargets(find)];
}

/** At the size that the function has. */
function waitTargets(find: Find): Target[] {
  return ["get-profile", "create-profile", "update-profile"].flatMap((name) => {
    const [shipped, defaults] = [find(name, "shipped"), find(name, "defaults")];
    if (!shipped || !defaults) return [];
    const size = MEMORY_SIZES[kindOfCase(name)];
    const value = median(waits(shipped.calls, size)) / median(waits(defaults.calls, size));
    const what = `cold: ${name}, modelled wait at ${size} MB against esbuild defaults`;
    return [{ what, value, most: 0.45, unit: "×" }];
  });
}

function ratio(a: ColdSamples, b: ColdSamples): number {
  return median(totals(a)) / median(totals(b));
}

function totals({ calls }: ColdSamples): number[] {
  return calls.map(({ totalMs }) => totalMs);
}

function samplesOf({ subject: { caseName, name }, calls }: ColdSamples): [string, number[]][] {
  return (["totalMs", "loadMs", "loadCpuMs", "callCpuMs", "peakMb"] as const).map((quantity) => [
    `${caseName}, ${SUBJECT_WORDS[name]}: ${quantity}`,
    calls.map((call) => call[quantity]),
  ]);
}

function limitedSamples({ caseName, megabytes, calls }: LimitedCalls): [string, number[]][] {
  const share = megabytes === undefined ? "a whole core" : `a core as with ${megabytes} MB`;
  return (["callMs", "callCpuMs"] as const).map((quantity) => [
    `${caseName}, shipped, ${share}: ${quantity}`,
    calls.map((call) => call[quantity]),
  ]);
}

function chart(all: readonly ColdSamples[]): Chart {
  const values = all.map(({ subject: { caseName, name }, calls }) => ({
    function: caseName,
    subject: SUBJECT_WORDS[name],
    ms: median(calls.map(({ totalMs }) => totalMs)),
  }));
  return {
    file: "cold",
    alt: "Time to the first answer of every function: shipped, esbuild's defaults, floor",
    spec: {
      data: { values },
      mark: { type: "point", filled: true, size: 45 },
      height: { step: 15 },
      width: 520,
      encoding: {
        y: { field: "function", type: "nominal", sort: null, title: null },
        x: { field: "ms", type: "quantitative", title: "ms to the first answer, median" },
        color: { field: "subject", type: "nominal", title: null, legend: { orient: "top" } },
      },
    },
  };
}
