import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** `npm start` as a process of its own. */
export interface StartProcess {
  readonly child: ChildProcess;
  /** Undefined when the command ended before it served. */
  readonly url: string | undefined;
  readonly exit: Promise<number | null>;
  /** Everything the command has printed so far. */
  output(): string;
}

/** Runs the command in a checkout until it prints its address, or ends. */
export async function startProcess(
  root: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<StartProcess> {
  const child = spawn(process.execPath, ["infra/laptop/start.ts", ...args], {
    cwd: root,
    env: { ...process.env, PORT: "0", ...env },
  });
  let output = "";
  const url = new Promise<string | undefined>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /Profiles API: (\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("exit", () => resolve(undefined));
  });
  const exit = once(child, "exit").then(([code]) => code as number | null);
  return { child, url: await url, exit, output: () => output };
}
