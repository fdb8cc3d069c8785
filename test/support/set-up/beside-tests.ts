import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { TestProject } from "vitest/node";

/** A program that prepares something while tests run that do not need it. */
export interface BesideTests {
  /** A file that is there once the program is ready, with what it sent its parent. */
  readonly ready: string;
  /** Ends the program, wherever it is. */
  stop(): Promise<void>;
}

/**
 * Starts a program that sends one message when it is ready. If it ends before, it has told why, and
 * so does the run: nothing is there to be tested.
 */
export function startBeside(
  script: URL,
  words: readonly string[],
  { vitest }: TestProject,
): BesideTests {
  const folder = mkdtempSync(join(tmpdir(), "beside-"));
  const ready = join(folder, "ready");
  const child = fork(script, [...words], {
    env: { ...vitest.config.env, ...process.env },
    execArgv: [],
  });
  let isAwaited = true;
  child.once("message", (message) => {
    isAwaited = false;
    // Whole, or not there.
    writeFileSync(`${ready}.draft`, String(message));
    renameSync(`${ready}.draft`, ready);
  });
  child.once("exit", () => {
    if (isAwaited) process.exit(1);
  });
  const stop = async () => {
    isAwaited = false;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill();
    await ended;
  };
  return { ready, stop };
}

/** @returns what the program sent when it was ready */
export async function untilReady(ready: string): Promise<string> {
  // What fails ends the run.
  while (!existsSync(ready)) await delay(50);
  return readFileSync(ready, "utf8");
}
