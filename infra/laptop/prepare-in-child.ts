import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../repository-root.ts";

/** What a build tells of itself. All files are relative to the repository. */
export interface PreparedFacts {
  /** Entry file of each function id. */
  readonly entries: Readonly<Record<string, string>>;
  /** Packages that each function expects in a layer, by its id. */
  readonly externals: Readonly<Record<string, readonly string[]>>;
  /** Files that each function is made of. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** Files that the stacks follow from. */
  readonly stackSources: readonly string[];
}

/** Functions and stacks, built again from the sources as they were. */
export interface Prepared extends PreparedFacts {
  /** Holds `functions` and `maps`. */
  readonly folder: string;
  readonly assembly: string;
}

/**
 * What spares it a processor's time, unless the environment says otherwise: Node keeps what it compiled
 * of the CDK, and esbuild collects garbage a quarter as often as in other builds, for 150 MB while it
 * builds.
 */
const THRIFTY = {
  NODE_COMPILE_CACHE: join(repositoryRoot, "dist", "compile-cache"),
  GOGC: "1600",
};

/** Why there is none; the terminal was told. */
export class NotPrepared extends Error {}

/**
 * Builds and synthesises in a process of its own: it reads the sources as they are now, and what the
 * CDK takes of memory goes with it.
 * @param options.debugged the function whose bundle keeps its names, and names its source map
 * @param options.signal ends it; and nobody waits for it then, so that only errors are told
 * @throws NotPrepared when a step failed, or the signal came
 */
export async function prepareInChild(
  folder: string,
  options: { readonly debugged: string | undefined; readonly signal?: AbortSignal },
): Promise<Prepared> {
  await mkdir(folder, { recursive: true });
  const program = join(repositoryRoot, "infra", "laptop", "prepare.ts");
  const child = fork(program, [folder, ...(options.debugged ? [options.debugged] : [])], {
    cwd: repositoryRoot,
    env: { ...THRIFTY, ...process.env },
    execArgv: [],
    stdio: ["ignore", options.signal ? "ignore" : "inherit", "inherit", "ipc"],
  });
  const stop = () => child.kill("SIGKILL");
  options.signal?.addEventListener("abort", stop);
  let facts: PreparedFacts | undefined;
  child.on("message", (message) => {
    facts = message as PreparedFacts;
  });
  try {
    const [code] = await once(child, "exit");
    if (code === 0 && facts) return { ...facts, folder, assembly: join(folder, "assembly") };
    throw new NotPrepared("The build has failed.");
  } finally {
    options.signal?.removeEventListener("abort", stop);
  }
}
