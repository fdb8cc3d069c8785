import { median, quantile, sum } from "../statistics.ts";
import type { ResultTable } from "../suite.ts";
import type { CallEvent, CallEventKind } from "./call-events.ts";
import type { WarmSamples } from "./warm-samples.ts";

/** One call in a hundred of a process, one at least. */
const SLOWEST = 0.01;

/** What is known of one slow call. */
export interface SlowCall {
  /** Above the median of its process. */
  readonly aboveMicroseconds: number;
  readonly events: readonly CallEvent[];
}

/** The slowest calls of some subject, and how often calls of any speed met a collection. */
export interface SlowestCalls {
  readonly calls: readonly SlowCall[];
  /** Of all its calls, from 0 to 1. */
  readonly shareWithCollection: number;
}

/** The part of a process's samples that is looked at here. */
type Timed = Pick<WarmSamples, "microseconds" | "events">;

/** The slowest 1 % of each process's calls, with what began while they were under way. */
export function slowestCalls(processes: readonly Timed[]): SlowestCalls {
  const all = sum(processes.map(({ microseconds }) => microseconds.length));
  const met = processes.map(({ events }) => new Set(collectionsOf(events).map(({ call }) => call)));
  return {
    calls: processes.flatMap(slowestOf),
    shareWithCollection: sum(met.map(({ size }) => size)) / all,
  };
}

function slowestOf({ microseconds, events }: Timed): SlowCall[] {
  const middle = quantile(microseconds, 0.5);
  return microseconds
    .map((value, call) => ({ call, aboveMicroseconds: value - middle }))
    .sort((a, b) => b.aboveMicroseconds - a.aboveMicroseconds)
    .slice(0, Math.ceil(microseconds.length * SLOWEST))
    .map(({ call, aboveMicroseconds }) => ({
      aboveMicroseconds,
      events: events.filter((event) => event.call === call),
    }));
}

function collectionsOf(events: readonly CallEvent[]): readonly CallEvent[] {
  return events.filter(({ kind }) => kind !== "socket");
}

/** A subject and its processes. */
export interface NamedProcesses {
  readonly name: string;
  readonly processes: readonly Timed[];
}

/** What the slowest calls of each subject met. */
export function slowestTable(subjects: readonly NamedProcesses[]): ResultTable {
  return {
    title: "What was in the slowest 1 % of calls",
    columns: [
      ...["request", "calls", "µs above the median"],
      ...["with a collection", "young", "full", "marking, other", "µs collecting"],
      ...["of the excess", "opened a socket", "of all calls, with a collection"],
    ],
    rows: subjects.map(({ name, processes }) => [name, ...figures(slowestCalls(processes))]),
  };
}

function figures({ calls, shareWithCollection }: SlowestCalls): string[] {
  const having = (...kinds: readonly CallEventKind[]) =>
    String(calls.filter(({ events }) => events.some(({ kind }) => kinds.includes(kind))).length);
  const collecting = calls.map(({ events }) =>
    sum(collectionsOf(events).map(({ microseconds }) => microseconds)),
  );
  const held = collecting.filter((microseconds) => microseconds > 0);
  const above = calls.map(({ aboveMicroseconds }) => aboveMicroseconds);
  return [
    String(calls.length),
    median(above).toFixed(0),
    ...[having("young", "full", "marking", "other"), having("young"), having("full")],
    having("marking", "other"),
    held.length > 0 ? median(held).toFixed(0) : "–",
    percent(sum(collecting) / sum(above)),
    having("socket"),
    percent(shareWithCollection),
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
