import type { FirstCall } from "../cold/measure-first-call.ts";
import { median, quantile, withSpread } from "../statistics.ts";
import type { Chart, ResultTable, SuiteResult, Target } from "../suite.ts";
import type { ColdSamples } from "./measure-cold.ts";
import type { WarmSamples } from "./measure-warm.ts";
import packageFile from "./package.json" with { type: "json" };
import { PEERS_METHOD } from "./peers-method.ts";
import { waitTable, waitTargets } from "./peers-wait.ts";
import { type BuildName, JOBS, nameOf, type Service, WAYS, type Way } from "./subject.ts";

/** Tables, targets and chart of both measurements. */
export function peersResult(
  cold: readonly ColdSamples[],
  warm: readonly WarmSamples[],
  { coldRounds, warmRounds }: { readonly coldRounds: number; readonly warmRounds: number },
): SuiteResult {
  const own = find(cold, "profiles-api", "our build");
  return {
    method: [...PEERS_METHOD, `${coldRounds} rounds cold, ${warmRounds} rounds warm.`],
    tables: [coldTable(own, cold), waitTable(own, cold), warmTable(warm), warmCpuTable(warm)],
    targets: [...targets(own, cold), ...waitTargets(own, cold)],
    charts: [chart(cold)],
    samples: Object.fromEntries([...cold.flatMap(coldSamples), ...warm.flatMap(warmSamples)]),
    versions: packageFile.dependencies,
  };
}

function coldTable(own: ColdSamples, all: readonly ColdSamples[]): ResultTable {
  const rows = all.map((sample) => [
    nameOf(sample.subject),
    (sample.subject.bytes / 1_024).toFixed(0),
    withSpread(totals(sample, "behindAuthorizer")),
    ratio(own, sample, "behindAuthorizer").toFixed(2),
    withSpread(totals(sample, "whole")),
    ratio(own, sample, "whole").toFixed(2),
    ...WAYS.map((way) => median(sample[way].map(({ cpuMs }) => cpuMs)).toFixed(0)),
    median(sample.behindAuthorizer.map(({ peakMb }) => peakMb)).toFixed(0),
  ]);
  return {
    title: "Cold get-profile",
    columns: [
      "",
      "KB",
      "ms, behind the authorizer",
      "ours ÷ this",
      "ms, token verified",
      "ours ÷ this, verified",
      "CPU ms",
      "CPU ms, verified",
      "peak MB",
    ],
    rows,
  };
}

const JOB_WORDS = JOBS.map((job) => job.replace("-profiles", " of 20").replace("-profile", ""));

function warmTable(all: readonly WarmSamples[]): ResultTable {
  const rows = all.map(({ subject, jobs }) => [
    nameOf(subject),
    ...JOBS.map((job) => {
      const times = milliseconds(jobs[job].microseconds);
      return `${withSpread(times, 2)}, ${quantile(times, 0.99).toFixed(2)}`;
    }),
  ]);
  return { title: "Warm: ms, p50 with its quartiles, p99", columns: ["", ...JOB_WORDS], rows };
}

function warmCpuTable(all: readonly WarmSamples[]): ResultTable {
  const rows = all.map(({ subject, jobs, peakMb }) => [
    nameOf(subject),
    ...JOBS.map((job) => withSpread(milliseconds(jobs[job].cpuMicroseconds), 2)),
    peakMb.toFixed(0),
  ]);
  return { title: "Warm: CPU ms of a request", columns: ["", ...JOB_WORDS, "peak MB"], rows };
}

function milliseconds(microseconds: readonly number[]): number[] {
  return microseconds.map((value) => value / 1_000);
}

function targets(own: ColdSamples, all: readonly ColdSamples[]): Target[] {
  const held = [
    { build: "stock build", words: "its stock build", most: 0.75 },
    { build: "our build", words: "our build", most: 1 },
  ] as const;
  const ways = { behindAuthorizer: "behind the authorizer", whole: "token verified" };
  return held.flatMap(({ build, words, most }) =>
    (Object.entries(ways) as [Way, string][]).map(([way, how]) => ({
      what: `cold: get-profile against Hono at ${words}, ${how}`,
      value: ratio(own, find(all, "Hono", build), way),
      most,
      unit: "×",
    })),
  );
}

function find(all: readonly ColdSamples[], service: Service, build: BuildName): ColdSamples {
  const found = all.find(({ subject }) => subject.service === service && subject.build === build);
  if (!found) throw new Error(`${service} was not measured at ${build}.`);
  return found;
}

function ratio(one: ColdSamples, other: ColdSamples, way: Way): number {
  return median(totals(one, way)) / median(totals(other, way));
}

function totals(samples: ColdSamples, way: Way): number[] {
  return samples[way].map(({ totalMs }) => totalMs);
}

function coldSamples(samples: ColdSamples): [string, number[]][] {
  const quantities = [
    "totalMs",
    "loadMs",
    "cpuMs",
    "loadCpuMs",
    "callCpuMs",
    "peakMb",
  ] as const satisfies (keyof FirstCall)[];
  return WAYS.flatMap((way) =>
    quantities.map((quantity): [string, number[]] => [
      `cold, ${nameOf(samples.subject)}, ${way}: ${quantity}`,
      samples[way].map((call) => call[quantity]),
    ]),
  );
}

function warmSamples({ subject, jobs, peakMb }: WarmSamples): [string, number[]][] {
  const name = `warm, ${nameOf(subject)}`;
  return [
    [`${name}: peak MB`, [peakMb]],
    ...JOBS.flatMap((job): [string, number[]][] => [
      [`${name}, ${job}: µs`, jobs[job].microseconds],
      [`${name}, ${job}: CPU µs of each batch`, jobs[job].cpuMicroseconds],
    ]),
  ];
}

function chart(all: readonly ColdSamples[]): Chart {
  const values = all.flatMap((samples) =>
    WAYS.map((way) => ({
      service: nameOf(samples.subject),
      way: way === "whole" ? "token verified" : "behind the authorizer",
      ms: median(totals(samples, way)),
    })),
  );
  return {
    file: "peers",
    alt: "Time to the first answer of a cold get-profile: this API, Hono, Powertools, Express, NestJS",
    spec: {
      data: { values },
      mark: "bar",
      height: { step: 14 },
      width: 460,
      encoding: {
        y: {
          field: "service",
          type: "nominal",
          sort: null,
          title: null,
          axis: { labelLimit: 300 },
        },
        yOffset: { field: "way", sort: null },
        x: { field: "ms", type: "quantitative", title: "ms to the first answer, median" },
        color: {
          field: "way",
          type: "nominal",
          title: null,
          legend: { orient: "top", labelLimit: 300 },
        },
      },
    },
  };
}
