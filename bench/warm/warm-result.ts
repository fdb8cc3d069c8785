import { median, quantile, withSpread } from "../statistics.ts";
import type { Chart, SuiteResult, Target } from "../suite.ts";
import type { Server, WarmSamples } from "./warm-samples.ts";

const METHOD = [
  "The shipped handler, from the gateway's event to its answer, against the AWS SDK making the same calls in the same order and nothing else: with its document client, which takes plain values as the functions have them, and with the plain client, which leaves them in DynamoDB's JSON. All are built with the deployed settings; the SDK's are at its own defaults otherwise. Each subject is a process of its own on one core, and answers one request at a time; the three of one request take turns, and no others run meanwhile. What the functions log is thrown away in the process.",
  "`stub`: a server on the other core that answers from a record, so that the function's own time shows. `engine`: the local DynamoDB engine, on the other core too, which really reads and writes; its files are in memory where the system has a place for that. Both are much nearer than DynamoDB is to Lambda, where a call takes some milliseconds: the ratios are an upper bound of what a caller could notice.",
];

const MOST: Readonly<Record<string, number>> = {
  "get-profile": 1.08,
  "list-profiles": 1.08,
  "create-profile": 1.15,
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
    tables: [{ title: "", columns, rows: subjects.map((one) => rowOf(one, baseOf(one) ?? one)) }],
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
    `${one.job}, ${one.server}, ${one.subject}`,
    withSpread(p50s(one), 0),
    withSpread(
      one.processes.map(({ microseconds }) => quantile(microseconds, 0.99)),
      0,
    ),
    withSpread(cpus(one), 0),
    withSpread(ratios(one, base), 2),
    (median(cpus(one)) / median(cpus(base))).toFixed(2),
  ];
}

function targetsOf(one: Subject, base: Subject | undefined): Target[] {
  const most = MOST[one.job];
  if (one.subject !== "shipped" || most === undefined || !base) return [];
  const what = `warm: ${one.job}, p50 against the bare SDK, ${one.server}`;
  return [{ what, value: median(ratios(one, base)), most, unit: "×" }];
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
function samplesOf({ job, server, subject, processes }: Subject) {
  const name = `${job}, ${server}, ${subject}`;
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
