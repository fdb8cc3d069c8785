import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import packageFile from "../../package.json" with { type: "json" };

/** Where and with what a suite was run. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly system: string;
  /** Processes that were running or waiting in the minute before: noise, when above 1. */
  readonly load: number;
  /** By name: Node, V8, esbuild, the AWS SDK's client. */
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = ["esbuild", "@aws-sdk/client-dynamodb", "zod", "jose", "@middy/core"];

export function thisMachine(): Machine {
  // They are pinned, so that package.json tells what is installed.
  const pinned: Record<string, string> = {
    ...packageFile.devDependencies,
    ...packageFile.dependencies,
  };
  const packages = PACKAGES.map((name) => [name, pinned[name] ?? ""]);
  return {
    date: new Date().toISOString(),
    cpu: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown"}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split("-")[0]}`,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    versions: {
      node: process.versions.node,
      v8: process.versions.v8,
      ...Object.fromEntries(packages),
    },
  };
}

/** One line for people. */
export function describeMachine({ date, cpu, memoryGb, system, load, versions }: Machine): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${date.slice(0, 16).replace("T", " ")} UTC · ${cpu}, ${memoryGb} GB, ${system}, load ${load} at the start · ${list.join(", ")}`;
}
