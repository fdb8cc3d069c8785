import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { RUN_FOLDERS } from "./run-folders.ts";

/** What a command has printed, and its exit code. */
export interface Outcome {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command of the operator ended with. */
export interface OperatorRun {
  readonly code: unknown;
  /** The report, where there is one. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into reports of every shape.
  readonly report: any;
  readonly stderr: string;
}

/** `npm run operator -- <words> --json` at the platform with this data folder, in its kept process. */
export async function runOperator(
  dataDir: string,
  ...words: readonly string[]
): Promise<OperatorRun> {
  const { code, stdout, stderr } = await keptOperator(dataDir, [...words, "--json"]);
  return { code, report: stdout ? JSON.parse(stdout) : undefined, stderr };
}

/**
 * The same as `npm run operator` does it, a process a command, with no other environment than this: a
 * quarter of a second of a core.
 */
export function operatorCommand(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const script = join(repositoryRoot, "infra/operations/operator/operator.ts");
  return new Promise((resolve) => {
    const options = { env: { ...RUN_FOLDERS, ...env } };
    execFile(process.execPath, [script, ...words], options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

interface Kept {
  /** What the commands of this process have in common: their clients stay as they are. */
  readonly common: string;
  readonly child: ChildProcess;
}

let kept: Kept | undefined;
/** One command at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * A command at the platform with this data folder, in a process that is kept for the next one: what
 * commands load is loaded once.
 */
export function keptOperator(dataDir: string, words: readonly string[]): Promise<Outcome> {
  const server = () => readFileSync(join(dataDir, "server.json"), "utf8");
  return inTurn(() => send({ HOME: dataDir, DATA_DIR: dataDir }, words, server()));
}

/**
 * As {@link operatorCommand}, in a process that is kept for the next command with the same
 * environment.
 */
export function keptCommand(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return inTurn(() => send(env, words));
}

function inTurn(command: () => Promise<Outcome>): Promise<Outcome> {
  const run = last.then(command);
  last = run.catch(() => {});
  return run;
}

/** @param server of the platform that the process has talked to, and is to talk to */
async function send(
  env: Readonly<Record<string, string>>,
  words: readonly string[],
  server?: string,
): Promise<Outcome> {
  const common = JSON.stringify({ env, server });
  if (kept?.common !== common || !kept.child.connected) {
    if (kept?.child.connected) kept.child.disconnect();
    kept = { common, child: start(env) };
  }
  const { child } = kept;
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`The operator's process ended: ${code}`);
  });
  const answered = once(child, "message", { signal });
  child.send(words);
  const [outcome] = await Promise.race([answered, ended]).finally(() => over.abort());
  return outcome as Outcome;
}

/** Ends with this process, which does not wait for it. */
function start(given: Readonly<Record<string, string>>): ChildProcess {
  const script = fileURLToPath(new URL("kept-operator.ts", import.meta.url));
  const env = { ...RUN_FOLDERS, ...given };
  const child = fork(script, { env, stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [] });
  child.unref();
  child.channel?.unref();
  return child;
}
