import { median, withSpread } from "../statistics.ts";
import type { SuiteResult } from "../suite.ts";
import type { Job, Pace, PublishingSamples, Way } from "./publishing-samples.ts";

const MOST_TIME = 1.1;

/** What was measured of one kind of request. */
interface Figures {
  readonly times: readonly number[];
  readonly cpu: readonly number[];
}

interface Comparison {
  readonly job: Job;
  readonly pace: Pace;
  readonly withIndex: Figures;
  readonly without: Figures;
}

/** The table, and what it comes to. */
export function publishingResult(
  samples: readonly PublishingSamples[],
  { rounds, requests }: { readonly rounds: number; readonly requests: number },
): SuiteResult {
  const compared = comparisons(samples);
  return {
    method: method(rounds, requests),
    tables: [
      {
        title: "Publishing and renaming a profile",
        columns: [
          "request",
          ...["without the index, p50 ms", "with it, p50 ms", "×"],
          ...["CPU without, ms", "CPU with, ms", "× CPU"],
        ],
        rows: compared.map(rowOf),
      },
    ],
    targets: compared
      .filter(({ pace }) => pace === "alone")
      .map(({ job, withIndex, without }) => ({
        what: `publishing: ${job} with the index, against without it`,
        value: ratio(withIndex.times, without.times),
        ...{ most: MOST_TIME, unit: "×" },
      })),
    charts: [],
    samples: Object.fromEntries(
      compared.flatMap(({ job, pace, withIndex, without }) => [
        [`${job}, ${pace}, with the index: µs`, withIndex.times],
        [`${job}, ${pace}, without it: µs`, without.times],
      ]),
    ),
  };
}

function method(rounds: number, requests: number): string[] {
  return [
    `Two tables with ${requests} typical, published profiles each, and the shipped bundles of \`publish-profile\` and \`update-profile\` at both, warm, in processes of their own. The stream of one table feeds the directory's consumer; the other's mapping is disabled, and all else is the same. What is timed is the function. Alone: both tables in turn, and the index has come up with its table before the next request. Close together: ${requests} requests, one right after the other, while the index follows. ${rounds} rounds of all that, in an order shuffled each time.`,
    "The index is written behind the answer, so that a request takes no longer for it. Close together, its writes meet those of the next requests in the laptop's engine, which writes one at a time, on one core with the consumer: on DynamoDB they lie in other partitions.",
  ];
}

function rowOf({ job, pace, withIndex, without }: Comparison): string[] {
  return [
    `${job}, ${pace}`,
    ...[inMilliseconds(without.times), inMilliseconds(withIndex.times)],
    ratio(withIndex.times, without.times).toFixed(2),
    ...[inMilliseconds(without.cpu), inMilliseconds(withIndex.cpu)],
    ratio(withIndex.cpu, without.cpu).toFixed(2),
  ];
}

function comparisons(samples: readonly PublishingSamples[]): Comparison[] {
  const jobs: readonly Job[] = ["publish", "rename"];
  const paces: readonly Pace[] = ["alone", "close together"];
  return jobs.flatMap((job) =>
    paces.map((pace) => {
      const ofKind = samples.filter((one) => one.job === job && one.pace === pace);
      const figures = (way: Way): Figures => {
        const blocks = ofKind.filter((one) => one.way === way);
        return {
          times: blocks.flatMap(({ microseconds }) => microseconds),
          cpu: blocks.map(({ cpuMicroseconds }) => cpuMicroseconds),
        };
      };
      return { job, pace, withIndex: figures("with the index"), without: figures("without it") };
    }),
  );
}

function ratio(some: readonly number[], others: readonly number[]): number {
  return median(some) / median(others);
}

function inMilliseconds(microseconds: readonly number[]): string {
  return withSpread(
    microseconds.map((one) => one / 1_000),
    2,
  );
}
