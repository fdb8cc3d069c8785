import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** `measured` runs the subjects alone; `other` everything that only serves them. */
export type Core = "measured" | "other";

const NUMBERS: Readonly<Record<Core, number>> = { measured: 0, other: 1 };

/** Of the machine: a process that was moved to one core sees no others. */
const CORES = availableParallelism();

/** Whether processes can be kept apart: Linux with two cores or more. */
export const canPin = CORES > 1 && spawnSync("taskset", ["--version"]).status === 0;

/** Command and arguments that run a program on one core, or as they are where that cannot be. */
export function pinnedCommand(core: Core, command: string, args: readonly string[]) {
  if (!canPin) return { command, args: [...args] };
  return { command: "taskset", args: ["-c", String(NUMBERS[core]), command, ...args] };
}

/** Moves a running process, with all its threads, to one core. */
export function pinned(pid: number | undefined, core: Core): void {
  if (!canPin || pid === undefined) return;
  spawnSync("taskset", ["-a", "-c", "-p", String(NUMBERS[core]), String(pid)]);
}

/** Lets a running process, with all its threads, go back to all cores. */
export function released(pid: number): void {
  if (!canPin) return;
  spawnSync("taskset", ["-a", "-c", "-p", `0-${CORES - 1}`, String(pid)]);
}
