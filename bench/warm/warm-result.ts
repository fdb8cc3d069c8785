import { median, quantile } from "../statistics.ts";
import type { Chart, SuiteResult, Target } from "../suite.ts";
import type { Server, SubjectName, WarmSamples } from "./warm-suite.ts";

const METHOD = [
  "The shipped handler, from the gateway's event to its answer, against the AWS SDK making the same calls in the same order and nothing else: with the document client, which the functions use, and with the plain client, which leaves values in DynamoDB's JSON. All are built with the deployed settings. Each subject is a process of its own on one core, and answers one request at a time.",
  "`stub`: a server on the other core that answers from a record, so that the function's own time shows. `engine`: the local DynamoDB engine, which really reads and writes; its files are in memory where the system has a place for that. Both are much nearer than DynamoDB is to Lambda, where a call takes some milliseconds: the ratios are an upper bound of what a caller could notice.",
];

const MOST: Readonly<Record<string, number>> = {
  "get-profile": 1.08,
  "list-profiles": 1.08,
  "create-profile": 1.15,
};

/** Table, targets and chart of all samples. */
export function warmResult(all: readonly WarmSamples[], rounds: number): SuiteResult {
  const find = ({ job, server }: WarmSamples, subject: SubjectName) =>
    all.find((one) => one.job === job && one.server === server && one.subject === subject);
  const rows = all.map((one) => {
    const base = find(one, "document client") ?? one;
    return [
      `${one.job}, ${one.server}, ${one.subject}`,
      quantile(one.microseconds, 0.5).toFixed(0),
      quantile(one.microseconds, 0.99).toFixed(0),
      median(one.cpuMicroseconds).toFixed(0),
      (p50(one) / p50(base)).toFixed(2),
      (median(one.cpuMicroseconds) / median(base.cpuMicroseconds)).toFixed(2),
    ];
  });
  const columns = ["request", "p50 µs", "p99 µs", "CPU µs", "p50 ratio", "CPU ratio"];
  return {
    method: [
      ...METHOD,
      `${rounds} rounds of 50 requests at the stub and 20 at the engine, after a warm-up. Ratios are to the document client.`,
    ],
    tables: [{ title: "", columns, rows }],
    targets: all.flatMap((one) => targetsOf(one, find(one, "document client"))),
    charts: [chart(all)],
    samples: Object.fromEntries(all.flatMap(samplesOf)),
  };
}

function targetsOf(one: WarmSamples, base: WarmSamples | undefined): Target[] {
  const most = MOST[one.job];
  if (one.subject !== "shipped" || most === undefined || !base) return [];
  const what = `warm: ${one.job}, p50 against the bare SDK, ${one.server}`;
  return [{ what, value: p50(one) / p50(base), most, unit: "×" }];
}

function p50({ microseconds }: WarmSamples): number {
  return quantile(microseconds, 0.5);
}

/** The calls of each hundred in one figure: all of them would be a megabyte. */
function samplesOf({ job, server, subject, microseconds, cpuMicroseconds }: WarmSamples) {
  const name = `${job}, ${server}, ${subject}`;
  const hundreds = Array.from({ length: Math.ceil(microseconds.length / 100) }, (_, index) =>
    median(microseconds.slice(index * 100, (index + 1) * 100)),
  );
  return [
    [`${name}: p50 µs of each 100`, hundreds],
    [`${name}: CPU µs of each round`, cpuMicroseconds],
  ] as [string, number[]][];
}

const SERVERS: readonly Server[] = ["stub", "engine"];

function chart(all: readonly WarmSamples[]): Chart {
  const values = all.map((one) => ({ ...one, microseconds: p50(one), cpuMicroseconds: null }));
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
