import { median, withSpread } from "../statistics.ts";
import type { Chart, ResultTable, SuiteResult, Target } from "../suite.ts";
import type { ColdSamples } from "./cold-samples.ts";
import { modelledWait, SIZES } from "./modelled-wait.ts";
import { type Subject, sizeOf } from "./subjects.ts";

/** MB of a function without images. */
const SIZE = 512;

const SUBJECT_WORDS: Readonly<Record<Subject["name"], string>> = {
  shipped: "shipped",
  defaults: "esbuild defaults",
  floor: "floor: the same calls without SDK",
  empty: "empty handler",
  jose: "empty handler + jose",
};

const METHOD = [
  "Each sample is a fresh process of Node that loads a bundle and answers one real event; what is timed starts before the loading and ends with the answer. Every function is measured, behind the gateway or not: as shipped, from the same source with esbuild's defaults, and against a floor that makes the same calls with `node:http` and signatures by hand, loads `node:https`, and does nothing else. Functions are loaded as Lambda does it, by the module that gets them ready ([ADR 38](adr/0038-getting-ready.md)). CPU time covers all threads; memory is the most that the whole process ever held (an empty Node takes its share).",
  "Events and answers were recorded once on the local platform, with the real bundles; in the samples a stub server answers from that record, on the other core, so that neither the engine nor its disk are in the figures. What Lambda adds (fetching the code, starting the sandbox) is not in them either. The compile cache is off.",
];

/** Tables, targets and chart of all samples. */
export async function coldResult(
  all: readonly ColdSamples[],
  rounds: number,
): Promise<SuiteResult> {
  const names = [...new Set(all.map(({ subject }) => subject.caseName))];
  const find = (caseName: string, name: Subject["name"]) =>
    all.find(({ subject }) => subject.caseName === caseName && subject.name === name);
  const rows = await Promise.all(names.map((name) => functionRow(name, find)));
  return {
    method: [...METHOD, `${rounds} rounds.`],
    tables: [
      { title: "Every function", columns: COLUMNS, rows },
      waitTable(all),
      await otherTable(all),
    ],
    targets: targets(find),
    charts: [chart(all)],
    samples: Object.fromEntries(all.flatMap(samplesOf)),
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

/** What a first caller waits for on Lambda, as far as the processor goes. */
function waitTable(all: readonly ColdSamples[]): ResultTable {
  const subjects = all.filter(({ subject: { name } }) => name === "shipped" || name === "defaults");
  return {
    title: "The first caller's wait on Lambda, modelled, ms",
    columns: [
      ...["function", "subject", "CPU ms, loading", "CPU ms, call"],
      ...SIZES.map((size) => `${size} MB`),
    ],
    rows: subjects.map(({ subject: { caseName, name }, calls }) => [
      caseName,
      SUBJECT_WORDS[name],
      median(calls.map(({ loadCpuMs }) => loadCpuMs)).toFixed(1),
      median(calls.map(({ callCpuMs }) => callCpuMs)).toFixed(1),
      ...SIZES.map((size) => median(waits(calls, size)).toFixed(0)),
    ]),
  };
}

function waits(calls: ColdSamples["calls"], size: number): number[] {
  return calls.map((call) => modelledWait(call, size));
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

/** At the size that functions without images have. */
function waitTargets(find: Find): Target[] {
  return ["get-profile", "create-profile", "update-profile"].flatMap((name) => {
    const [shipped, defaults] = [find(name, "shipped"), find(name, "defaults")];
    if (!shipped || !defaults) return [];
    const value = median(waits(shipped.calls, SIZE)) / median(waits(defaults.calls, SIZE));
    const what = `cold: ${name}, modelled wait at ${SIZE} MB against esbuild defaults`;
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
