import packageFile from "../../package.json" with { type: "json" };
import type { Consumption } from "../cost/request-cost.ts";
import { median, quantile, withSpread } from "../statistics.ts";
import type { ResultTable, SuiteResult, Target } from "../suite.ts";
import type { PeerSamples } from "./peer-engines.ts";

/** What was measured of one kind of search in a directory of one size. */
export interface SearchSamples {
  readonly name: string;
  readonly size: number;
  /** Of those that people search for most. */
  readonly isUsual: boolean;
  /** Of each search. */
  consumption: readonly Consumption[];
  readonly microseconds: number[];
}

const METHOD = [
  "A search through the shipped function, warm, against the local engine with a directory of synthetic people: 16 roles, and for 100,000 people 600 first names, 6,000 last names, 4,000 firms and 400 cities, some common and most rare; in a smaller directory there are fewer of them, so that a city has as many people. Many a city is called like a first name. A name finds fewer people in a larger directory for that reason, and a role in a city as many. Each kind of search is asked about 40 people; the same calls take turns with the bare calls that no search can do without (one Query of ten postings, one BatchGetItem of ten cards) by SDK's document client. The caller's plan has no limit: the searches of the hour are not counted, and the request is, beside the search. Units are what the engine tells for the search.",
  "MiniSearch and SQLite's FTS5 search the same people in this process, without a network and without reading what is public at the moment. FTS5 cannot look past a wrong letter. Cold is loading the index from a file, and the first search.",
];

/** A search reads at most this: 2,500 postings of 100 bytes to 400, and 100 cards. */
const MOST_UNITS = 350;
const MOST_OVER_BARE = 2.5;
const MOST_GROWTH = 1.15;

/** What the report says of a run. @param rounds the samples of each search */
export function searchResult(
  samples: readonly SearchSamples[],
  peers: readonly PeerSamples[],
  rounds: number,
): SuiteResult {
  return {
    method: [...METHOD, `${rounds} rounds.`],
    tables: [searchTable(samples), peerTable(peers)],
    targets: targetsOf(samples),
    charts: [],
    versions: { minisearch: packageFile.devDependencies.minisearch },
    samples: Object.fromEntries([
      ...samples.map((one) => [`${one.name}, ${one.size}: µs`, one.microseconds]),
      ...peers.map((one) => [`${one.engine}, ${one.name}, ${one.size}: µs`, one.microseconds]),
    ]),
  };
}

function searchTable(samples: readonly SearchSamples[]): ResultTable {
  return {
    title: "By size of the directory",
    columns: ["search", "profiles", "read units, p50", "read units, most", "p50 µs", "p95 µs"],
    rows: samples.map((one) => [
      one.name,
      one.size.toLocaleString("en"),
      one.consumption.length > 0 ? String(median(units(one))) : "–",
      one.consumption.length > 0 ? String(Math.max(...units(one))) : "–",
      withSpread(one.microseconds, 0),
      quantile(one.microseconds, 0.95).toFixed(0),
    ]),
  };
}

function peerTable(peers: readonly PeerSamples[]): ResultTable {
  return {
    title: "Search engines within a process",
    columns: ["engine, search", "profiles", "file, MB", "cold ms", "p50 µs", "p95 µs"],
    rows: peers.map(({ engine, name, size, fileBytes, coldMs, microseconds }) => [
      `${engine}, ${name}`,
      size.toLocaleString("en"),
      (fileBytes / 1e6).toFixed(1),
      coldMs.toFixed(0),
      withSpread(microseconds, 0),
      quantile(microseconds, 0.95).toFixed(0),
    ]),
  };
}

function targetsOf(samples: readonly SearchSamples[]): Target[] {
  const of = (name: string, size: number) =>
    median(samples.find((one) => one.name === name && one.size === size)?.microseconds ?? []);
  const largest = Math.max(...samples.map(({ size }) => size));
  const usual = samples.filter((one) => one.isUsual && one.size === largest);
  return [
    ...usual.map(({ name, size }) => ({
      what: `search: ${name}, ${size.toLocaleString("en")} profiles, against the bare calls`,
      value: of(name, size) / of("bare calls", size),
      ...{ most: MOST_OVER_BARE, unit: "×" },
    })),
    ...usual.map(({ name, size }) => ({
      what: `search: ${name}, ${(size / 10).toLocaleString("en")} to ${size.toLocaleString("en")} profiles, time`,
      value: of(name, size) / of(name, size / 10),
      ...{ most: MOST_GROWTH, unit: "×" },
    })),
    {
      what: "search: the most that one reads",
      value: Math.max(...samples.flatMap(units)),
      ...{ most: MOST_UNITS, unit: "units" },
    },
  ];
}

function units({ consumption }: SearchSamples): number[] {
  return consumption.map(({ readUnits }) => readUnits);
}
