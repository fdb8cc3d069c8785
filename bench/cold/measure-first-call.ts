import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { pinnedCommand } from "../cores.ts";

/** What a fresh process needs to load a bundle and answer its first event. */
export interface FirstCall {
  /** What the handler answered. */
  readonly answer: unknown;
  /** Loading alone. */
  readonly loadMs: number;
  /** Loading and answering; the start of Node itself is not in it. */
  readonly totalMs: number;
  /** CPU time of the same span, over all threads; and of its two parts. */
  readonly cpuMs: number;
  readonly loadCpuMs: number;
  readonly callCpuMs: number;
  /** From the event to the answer. */
  readonly callMs: number;
  /** Most memory the whole process ever held. */
  readonly peakMb: number;
}

/** What a fresh process loads, and what it is called with. */
export interface FirstCallOptions {
  /** Module that exports `handler`. */
  readonly bundle: string;
  /** JSON file. */
  readonly eventFile: string;
  /** All variables that the process sees. */
  readonly env: Readonly<Record<string, string>>;
  /** Process file of the control group that it joins between loading and the call. */
  readonly group?: string;
}

const PROGRAM = new URL("first-call.cjs", import.meta.url).pathname;
const LONGEST_MS = 30_000;
const run = promisify(execFile);

/** Takes one sample, on the core of what is measured. @throws Error when the handler threw */
export async function measureFirstCall(options: FirstCallOptions): Promise<FirstCall> {
  const { bundle, eventFile, group } = options;
  const parts = [PROGRAM, bundle, eventFile, ...(group === undefined ? [] : [group])];
  const { command, args } = pinnedCommand("measured", process.execPath, parts);
  const { stdout } = await run(command, args, {
    env: { ...options.env },
    timeout: LONGEST_MS,
    maxBuffer: 16 * 1024 * 1024,
  });
  const { error, ...facts } = JSON.parse(stdout) as FirstCall & { readonly error?: string };
  if (error !== undefined) throw new Error(`${bundle} threw: ${error}`);
  return facts;
}
