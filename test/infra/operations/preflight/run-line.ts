import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { repositoryRoot } from "../../../../infra/repository-root.ts";
import { RUN_FOLDERS } from "../../../support/run-folders.ts";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));

/**
 * The line with what npm would run in the place of `npm run` and `npx cdk`: npm itself takes 0.13 s of
 * a core each time. What npm would take for itself, and scripts that are not there, stay with npm.
 */
export function withoutNpm(line: string): string {
  const asNpmDoes = (command: string) => `PATH="$PWD/node_modules/.bin:$PATH" ${command}`;
  return line
    .replace(/\bnpm run (?:-s )?(\w+)( -- |$)/, (all, name: string, end: string) =>
      scripts[name] ? asNpmDoes(scripts[name]) + end.replace("-- ", "") : all,
    )
    .replace(/^npx cdk\b/, asNpmDoes("cdk"));
}

/** The environment of somebody who has nothing of AWS. */
export const NEWCOMER: Readonly<Record<string, string>> = {
  ...RUN_FOLDERS,
  // A build that one of the commands makes is as quick as those of the run.
  ...(process.env.GOGC && { GOGC: process.env.GOGC }),
  PATH: String(process.env.PATH),
  HOME: String(process.env.HOME),
  AWS_EC2_METADATA_DISABLED: "true",
  CDK_DISABLE_CLI_TELEMETRY: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
};

/** Runs a line as a newcomer's shell would: in the repository, with nothing of AWS in the environment. */
export async function runLine(line: string, env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn("bash", ["-c", line], {
    cwd: repositoryRoot,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...NEWCOMER, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
