import { cp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { repositoryRoot } from "../../repository-root.ts";
import type { CdkArguments } from "./cdk-arguments.ts";
import { runProgram, runSynth } from "./run-program.ts";

/**
 * Builds the bundles and synthesises with the settings given, unless an assembly is there already.
 * The assembly keeps the source maps of its bundles in `maps`, which is not deployed: a later build
 * has others.
 * @returns the absolute folder of the assembly; undefined when a step failed and has told why
 */
export async function prepareAssembly(
  given: CdkArguments,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (given.assembly !== undefined) return resolve(repositoryRoot, given.assembly);
  if ((await runProgram(["infra/bundling/build-command.ts"], env)) !== 0) return undefined;
  if ((await runSynth(["--output", given.output, ...given.synthesis], env)) !== 0) return undefined;
  const assembly = resolve(repositoryRoot, given.output);
  await rm(join(assembly, "maps"), { recursive: true, force: true });
  await cp(join(repositoryRoot, "dist", "maps"), join(assembly, "maps"), { recursive: true });
  return assembly;
}
