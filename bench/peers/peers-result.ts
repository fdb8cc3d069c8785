import type { FirstCall } from "../cold/measure-first-call.ts";
import { median, quantile, withSpread } from "../statistics.ts";
import type { Chart, ResultTable, SuiteResult, Target } from "../suite.ts";
import type { ColdSamples } from "./measure-cold.ts";
import type { WarmSamples } from "./measure-warm.ts";
import packageFile from "./package.json" with { type: "json" };
import { type BuildName, JOBS, nameOf, type Service } from "./subject.ts";

const METHOD = [
  "The same five jobs on the same table, once as this API's functions and once as a small service with a router on Hono (hono/aws-lambda), Express 5 (multer, @codegenie/serverless-express) and NestJS (its Express adapter, the same two). Everything below the framework is shared and the same code: rules and validation, table and transactions, photos, the count of the day, the rule for JWTs, the log line. So all profit from this API's choices there (zod/mini, photos and S3 loaded when they are needed); what differs is the framework, the parser of forms, one function a route against one for all, and the build. *get-profile alone* is the Hono service cut down to that route, as a function of its own: it tells what the framework costs without the other jobs. A contract of some hundred requests (bench/peers/contract) has passed on every whole service in this run before it was measured; it asserts status, headers and bodies.",
  "Stock builds: for Hono the esbuild flags of its starter for Lambda, for Express the same, as it has none of its own; for NestJS what `nest build --webpack` does with the configuration of its chapter on serverless: tsc, then webpack with all packages in, mode `none`. Our build: the options of infra/bundling/build.ts.",
  "Cold: a fresh process loads the bundle and answers get-profile from the real local engine. *Behind the authorizer* the event says who calls, which is how this API's function meets it, and each peer does so too. *Token verified*: peers verify the JWT themselves, with the issuer's keys fetched; here the authorizer's bundle and the function's are loaded in turn, in one process. On AWS those are two environments, of which the authorizer's is shared by all routes and rarely cold.",
  "Warm: one process a subject, taking turns in a shuffled order, on the local engine and object store; from the event to the answer with the token verified. The authorizer runs in the same process here, so that the gateway's call of it is not in the figures. An account has 20 profiles; the one that is created, and deleted at the end of the round, has a photo of 1,600 × 1,200 pixels. With so few creates and deletes, their p99 is little more than the slowest.",
  "The peers leave out idempotency keys, API keys and conditional requests, which this API carries in every figure. KB is all JavaScript of the bundle, without the authorizer's.",
];

const WAYS = ["behindAuthorizer", "whole"] as const;
type Way = (typeof WAYS)[number];

/** Tables, targets and chart of both measurements. */
export function peersResult(
  cold: readonly ColdSamples[],
  warm: readonly WarmSamples[],
  { coldRounds, warmRounds }: { readonly coldRounds: number; readonly warmRounds: number },
): SuiteResult {
  return {
    method: [...METHOD, `${coldRounds} rounds cold, ${warmRounds} rounds warm.`],
    tables: [coldTable(cold), warmTable(warm), warmCpuTable(warm)],
    targets: targets(cold),
    charts: [chart(cold)],
    samples: Object.fromEntries([...cold.flatMap(coldSamples), ...warm.flatMap(warmSamples)]),
    versions: packageFile.dependencies,
  };
}

function coldTable(all: readonly ColdSamples[]): ResultTable {
  const own = find(all, "profiles-api", "our build");
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

function targets(all: readonly ColdSamples[]): Target[] {
  const own = find(all, "profiles-api", "our build");
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
    alt: "Time to the first answer of a cold get-profile: this API, Hono, Express, NestJS",
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
