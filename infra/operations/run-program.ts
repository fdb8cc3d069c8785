import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { repositoryRoot } from "../repository-root.ts";

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
