import { type FunctionKind, MEMORY_SIZES } from "../../infra/constructs/memory-sizes.ts";
import { median, withSpread } from "../statistics.ts";
import type { ResultTable } from "../suite.ts";
import type { ColdSamples } from "./cold-samples.ts";
import type { LimitedCalls } from "./limited-calls.ts";
import { type CaseTimes, sizesOf } from "./memory-rule.ts";
import { callInPeriods, modelledWait, SIZES, shareOfCore } from "./modelled-wait.ts";
import { SUBJECT_WORDS } from "./subjects.ts";

/** What a first caller waits for on Lambda, as far as the processor goes. */
export function waitTable(all: readonly ColdSamples[]): ResultTable {
  const subjects = all.filter(({ subject: { name } }) => name === "shipped" || name === "defaults");
  return {
    title: "The first caller's wait on Lambda, modelled, ms",
    columns: [
      ...["function", "subject", "CPU ms, loading", "CPU ms, call"],
      ...SIZES.map((size) => `${size} MB`),
    ],
    words: [1],
    rows: subjects.map(({ subject: { caseName, name }, calls }) => [
      caseName,
      SUBJECT_WORDS[name],
      median(calls.map(({ loadCpuMs }) => loadCpuMs)).toFixed(1),
      median(calls.map(({ callCpuMs }) => callCpuMs)).toFixed(1),
      ...SIZES.map((size) => median(waits(calls, size)).toFixed(0)),
    ]),
  };
}

/** Modelled waits of each sample. */
export function waits(calls: ColdSamples["calls"], size: number): number[] {
  return calls.map((call) => modelledWait(call, size));
}

/** The model's first calls beside those that were made with a share of a core. */
export function limitedTable(all: readonly LimitedCalls[]): ResultTable {
  const rows = all.flatMap(({ caseName, megabytes, calls }) => {
    const free = all.find((one) => one.caseName === caseName && one.megabytes === undefined);
    if (megabytes === undefined || !free) return [];
    const cpuMs = median(free.calls.map(({ callCpuMs }) => callCpuMs));
    const modelled = cpuMs / shareOfCore(megabytes);
    const measured = calls.map(({ callMs }) => callMs);
    const limitedCpu = median(calls.map(({ callCpuMs }) => callCpuMs));
    return [
      [
        ...[caseName, `${megabytes} MB`, cpuMs.toFixed(1), limitedCpu.toFixed(1)],
        ...[modelled.toFixed(0), callInPeriods(cpuMs, megabytes).toFixed(0)],
        ...[withSpread(measured, 0), (median(measured) / modelled).toFixed(2)],
      ],
    ];
  });
  return {
    title: "The first call with a share of a core: as modelled, and as measured",
    columns: [
      ...["function", "as with", "CPU ms, whole core", "CPU ms, limited"],
      ...["modelled, ms", "in periods, ms", "measured, ms", "measured ÷ modelled"],
    ],
    rows,
  };
}

const KINDS: Readonly<Record<FunctionKind, string>> = {
  authorizer: "the authorizer",
  route: "behind the gateway",
  images: "… that take photos",
  background: "in the background",
};

/** What every size brings and costs, by kind of function, and which is chosen. */
export function sizeTable(all: readonly ColdSamples[]): ResultTable {
  const cases = caseTimes(all);
  const kinds = Object.keys(KINDS) as FunctionKind[];
  return {
    title: "What memory brings and costs: medians over the functions of a kind",
    columns: [
      ...["functions", "MB", "first wait, ms", "× whole core"],
      ...["$ a million requests", "× 256 MB", "room", "chosen"],
    ],
    rows: kinds.flatMap((kind) =>
      sizesOf(kind, cases).map(({ megabytes, waitMs, slower, dollars, dearer, hasRoom }) => [
        ...[KINDS[kind], String(megabytes), waitMs.toFixed(0), slower.toFixed(2)],
        ...(dollars === undefined ? ["–", "–"] : [dollars.toFixed(2), dearer.toFixed(3)]),
        ...[hasRoom ? "yes" : "no", megabytes === MEMORY_SIZES[kind] ? "**chosen**" : ""],
      ]),
    ),
  };
}

function caseTimes(all: readonly ColdSamples[]): CaseTimes[] {
  return all
    .filter(({ subject }) => subject.name === "shipped")
    .map(({ subject, calls }) => ({
      name: subject.caseName,
      loadCpuMs: median(calls.map(({ loadCpuMs }) => loadCpuMs)),
      callCpuMs: median(calls.map(({ callCpuMs }) => callCpuMs)),
      peakMb: median(calls.map(({ peakMb }) => peakMb)),
    }));
}
