import { median, quantile, withSpread } from "../statistics.ts";
import type { Chart, SuiteResult, Target } from "../suite.ts";
import { slowestTable } from "./slowest-calls.ts";
import type { Server, WarmSamples } from "./warm-samples.ts";

const METHOD = [
  "The shipped handler, from the gateway's event to its answer, against the AWS SDK making the same calls in the same order and nothing else: with its document client, which takes plain values as the functions have them, and with the plain client, which leaves them in DynamoDB's JSON. All are built with the deployed settings; the SDK's are at its own defaults otherwise. Each subject is a process of its own on one core, and answers one request at a time; the three of one request take turns, and no others run meanwhile. What the functions log is thrown away in the process.",
  "`stub`: a server on the other core that answers from a record, so that the function's own time shows. `engine`: the local DynamoDB engine, on the other core too, which really reads and writes; its files are in memory where the system has a place for that. Both are much nearer than DynamoDB is to Lambda, where a call takes some milliseconds: the ratios are an upper bound of what a caller could notice.",
  "Each process notes its collections of garbage, by kind and length, and the connections that it opens. The second table tells which of them began during the slowest 1 % of a process's calls, and how much of what these calls took above the median was spent collecting; the rest is neither, but the server, the other core and the machine.",
];

/** Most that p50 may be of the document client's. */
const MOST: Readonly<Record<string, number>> = {
  "get-profile": 1.08,
  "list-profiles": 1.08,
  "create-profile": 1.15,
};

/** Most that CPU time may be of the document client's, at the stub: the engine's calls are few. */
const MOST_CPU: Readonly<Record<string, number>> = {
  "get-profile": 0.85,
  "list-profiles": 0.95,
  "create-profile": 0.95,
};

/** How much was measured. */
export interface WarmExtent {
  readonly rounds: number;
  readonly processes: number;
  /** Calls of a subject in a round. */
  readonly calls: Readonly<Record<Server, number>>;
}

/** All processes of one subject. */
interface Subject extends Pick<WarmSamples, "job" | "server" | "subject"> {
  readonly processes: readonly WarmSamples[];
}

/** Table, targets and chart of all samples. */
export function warmResult(all: readonly WarmSamples[], extent: WarmExtent): SuiteResult {
  const groups = Object.groupBy(all, ({ job, server, subject }) => `${job}, ${server}, ${subject}`);
  const subjects = Object.values(groups).flatMap((processes = []): Subject[] => {
    const [first] = processes;
    return first ? [{ ...first, processes }] : [];
  });
  const baseOf = ({ job, server }: Subject) =>
    subjects.find(
      (one) => one.job === job && one.server === server && one.subject === "document client",
    );
  const columns = ["request", "p50 µs", "p99 µs", "CPU µs", "p50 ratio", "CPU ratio"];
  return {
    method: [...METHOD, extentOf(extent)],
    tables: [
      { title: "", columns, rows: subjects.map((one) => rowOf(one, baseOf(one) ?? one)) },
      slowestTable(subjects.map((one) => ({ name: nameOf(one), processes: one.processes }))),
    ],
    targets: subjects.flatMap((one) => targetsOf(one, baseOf(one))),
    charts: [chart(subjects)],
    samples: Object.fromEntries(subjects.flatMap(samplesOf)),
  };
}

function extentOf({ rounds, processes, calls }: WarmExtent): string {
  return `${processes} processes of each subject, one after the other; in each, after a warm-up, ${rounds} rounds of ${calls.stub} requests at the stub and ${calls.engine} at the engine. Figures are medians of the processes' own; in brackets the quartiles. Ratios are to the document client; those of p50 are the median over the processes that ran side by side.`;
}

function rowOf(one: Subject, base: Subject): string[] {
  return [
    nameOf(one),
    withSpread(p50s(one), 0),
    withSpread(
      one.processes.map(({ microseconds }) => quantile(microseconds, 0.99)),
      0,
    ),
    withSpread(cpus(one), 0),
    withSpread(ratios(one, base), 2),
    cpuRatio(one, base).toFixed(2),
  ];
}

function nameOf({ job, server, subject }: Subject): string {
  return `${job}, ${server}, ${subject}`;
}

function cpuRatio(one: Subject, base: Subject): number {
  return median(cpus(one)) / median(cpus(base));
}

function targetsOf(one: Subject, base: Subject | undefined): Target[] {
  if (one.subject !== "shipped" || !base) return [];
  const held = (most: number | undefined, what: string, value: number): Target[] =>
    most === undefined ? [] : [{ what: `warm: ${one.job}, ${what}`, value, most, unit: "×" }];
  const mostCpu = one.server === "stub" ? MOST_CPU[one.job] : undefined;
  return [
    ...held(MOST[one.job], `p50 against the bare SDK, ${one.server}`, median(ratios(one, base))),
    ...held(mostCpu, "CPU against the bare document client, stub", cpuRatio(one, base)),
  ];
}

function p50s({ processes }: Subject): number[] {
  return processes.map(({ microseconds }) => quantile(microseconds, 0.5));
}

function cpus({ processes }: Subject): number[] {
  return processes.map(({ cpuMicroseconds }) => median(cpuMicroseconds));
}

/** Of the processes that took turns with each other. */
function ratios(one: Subject, base: Subject): number[] {
  const bases = p50s(base);
  return p50s(one).map((value, index) => value / (bases[index] ?? Number.NaN));
}

/** Each process in two figures: all calls would be a megabyte. */
function samplesOf(one: Subject) {
  const { processes } = one;
  const name = nameOf(one);
  const each = (share: number) =>
    processes.map(({ microseconds }) => quantile(microseconds, share));
  return [
    [`${name}: p50 µs of each process`, each(0.5)],
    [`${name}: p99 µs of each process`, each(0.99)],
    [`${name}: CPU µs of each round`, processes.flatMap(({ cpuMicroseconds }) => cpuMicroseconds)],
  ] as [string, number[]][];
}

const SERVERS: readonly Server[] = ["stub", "engine"];

function chart(all: readonly Subject[]): Chart {
  const values = all.map(({ job, server, subject, processes }) => ({
    ...{ job, server, subject },
    microseconds: median(p50s({ job, server, subject, processes })),
  }));
  return {
    file: "warm",
    alt: "Median time of warm requests: shipped handler, document client, plain client",
    spec: {
      data: { values },
      mark: "bar",
      width: 240,
      height: { step: 12 },
      encoding: {
        column: { field: "server", sort: [...SERVERS], title: null },
        y: { field: "job", type: "nominal", sort: null, title: null },
        yOffset: { field: "subject", sort: null },
        x: { field: "microseconds", type: "quantitative", title: "µs, p50" },
        color: { field: "subject", type: "nominal", sort: null, title: null },
      },
    },
  };
}
