import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repositoryRoot } from "../../repository-root.ts";

/** The CDK's command line, as installed with the project. */
export const CDK = join("node_modules", "aws-cdk", "bin", "cdk");

/**
 * Runs a program of this repository under this Node.js, with the terminal as it is.
 * @returns its exit code; 1 when a signal ended it
 */
export async function runProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: repositoryRoot, stdio: "inherit", env });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}

/** What `cdk synth` says to people who run it themselves. */
const SYNTH_TALK =
  /^(Successfully synthesized to |Supply a stack id |\d+ feature flags are not configured|.*Subprocess exited with error \d+$)/;

/**
 * Synthesises by the CDK's command line; of what it says only what concerns this command's caller is
 * told.
 * @returns as {@link runProgram}
 */
export async function runSynth(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const child = spawn(process.execPath, [CDK, "synth", "--quiet", ...args], {
    ...{ cwd: repositoryRoot, env },
    stdio: ["inherit", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on("line", (line) => {
      if (line !== "" && !SYNTH_TALK.test(line)) console.error(line);
    });
  }
  const [code] = await once(child, "close");
  return typeof code === "number" ? code : 1;
}
