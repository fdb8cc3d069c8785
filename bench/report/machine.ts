import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import packageFile from "../../package.json" with { type: "json" };
import laptopPackage from "../../packages/laptop/package.json" with { type: "json" };
import { sum } from "../statistics.ts";

/** Where and with what a suite was run. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly system: string;
  /** Processors that others kept busy right before; older results do not tell. */
  readonly busy?: number;
  /** Processes running or waiting in the minute before, in those older results. */
  readonly load?: number;
  /** By name: Node, V8, esbuild, the AWS SDK's client. */
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = [
  ...["esbuild", "@aws-sdk/client-dynamodb", "zod", "jose", "@middy/core", "sharp"],
  "@dynoxide/linux-x64",
];

/** More than this is heard in the figures. */
const QUIET = 0.15;
const LISTEN_MS = 2_000;

/** Listens a moment for what else the machine does: nothing of ours may run yet. */
export async function thisMachine(): Promise<Machine> {
  const busy = await busyProcessors();
  // They are pinned, so that package.json tells what is installed.
  const pinned: Record<string, string> = {
    ...packageFile.devDependencies,
    ...laptopPackage.dependencies,
    ...laptopPackage.optionalDependencies,
    ...packageFile.dependencies,
  };
  const packages = PACKAGES.map((name) => [name, pinned[name] ?? ""]);
  return {
    date: new Date().toISOString(),
    cpu: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown"}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split("-")[0]}`,
    busy: Math.round(busy * 100) / 100,
    versions: {
      node: process.versions.node,
      v8: process.versions.v8,
      ...Object.fromEntries(packages),
    },
  };
}

async function busyProcessors(): Promise<number> {
  const before = busyMs();
  const started = performance.now();
  await delay(LISTEN_MS);
  return (busyMs() - before) / (performance.now() - started);
}

function busyMs(): number {
  return sum(cpus().map(({ times }) => times.user + times.nice + times.sys + times.irq));
}

/** One line for people. */
export function describeMachine(machine: Machine): string {
  const { date, cpu, memoryGb, system, versions } = machine;
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${date.slice(0, 16).replace("T", " ")} UTC · ${cpu}, ${memoryGb} GB, ${system}, ${noise(machine)} · ${list.join(", ")}`;
}

/** Tells of processors alone: how fast the memory was that day, nobody has measured. */
function noise({ busy, load }: Machine): string {
  if (busy === undefined) return `load ${load} at the start`;
  const words = `${busy.toFixed(2)} processors busy with other work at the start`;
  return busy > QUIET ? `**${words}**` : words;
}
