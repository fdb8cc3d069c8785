import { MEMORY_SIZES } from "../../infra/constructs/memory-sizes.ts";
import { modelledWait } from "../cold/modelled-wait.ts";
import { median } from "../statistics.ts";
import type { ResultTable, Target } from "../suite.ts";
import type { ColdSamples } from "./measure-cold.ts";
import { nameOf, type Way } from "./subject.ts";

/** MB of memory that this API's function has; each peer gets as much. */
const SIZE = MEMORY_SIZES.route;

/** What a first caller waits for on Lambda, as far as the processor goes. */
export function waitTable(own: ColdSamples, all: readonly ColdSamples[]): ResultTable {
  return {
    title: `Cold get-profile: the first caller's wait on Lambda at ${SIZE} MB, modelled`,
    columns: [
      ...["", "CPU ms, loading", "CPU ms, call", "ms, behind the authorizer", "ours ÷ this"],
      ...["CPU ms, loading, verified", "CPU ms, call, verified"],
      ...["ms, token verified", "ours ÷ this, verified"],
    ],
    rows: all.map((samples) => [
      nameOf(samples.subject),
      ...waitCells(own, samples, "behindAuthorizer"),
      ...waitCells(own, samples, "whole"),
    ]),
  };
}

function waitCells(own: ColdSamples, samples: ColdSamples, way: Way): string[] {
  const calls = samples[way];
  return [
    median(calls.map(({ loadCpuMs }) => loadCpuMs)).toFixed(1),
    median(calls.map(({ callCpuMs }) => callCpuMs)).toFixed(1),
    wait(samples, way).toFixed(0),
    (wait(own, way) / wait(samples, way)).toFixed(2),
  ];
}

/** Ahead of every peer, in each of its builds. */
export function waitTargets(own: ColdSamples, all: readonly ColdSamples[]): Target[] {
  const peers = all.filter((samples) => samples !== own);
  return peers.map((samples) => ({
    what: `cold: get-profile, modelled wait at ${SIZE} MB against ${nameOf(samples.subject)}, behind the authorizer`,
    value: wait(own, "behindAuthorizer") / wait(samples, "behindAuthorizer"),
    most: 1,
    unit: "×",
  }));
}

function wait(samples: ColdSamples, way: Way): number {
  return median(samples[way].map((call) => modelledWait(call, SIZE)));
}
