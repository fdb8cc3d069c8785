import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { pinned } from "../cores.ts";
import type { BlockOrder, BlockReport, LoadOrder } from "./runner.ts";

/** A process that holds one warm function. */
export class RunnerProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Loads the bundle on the core of what is measured. */
  static async start(
    order: LoadOrder,
    env: Readonly<Record<string, string>>,
  ): Promise<RunnerProcess> {
    const program = new URL("runner.ts", import.meta.url).pathname;
    const child = fork(program, { env: { ...env }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    pinned(child.pid, "measured");
    const runner = new RunnerProcess(child);
    await runner.#ask(order);
    return runner;
  }

  /** Calls the function once for each input, one after the other. */
  async run(inputs: readonly unknown[]): Promise<BlockReport> {
    return (await this.#ask({ inputs })) as BlockReport;
  }

  stop(): void {
    this.#child.kill();
  }

  async #ask(order: LoadOrder | BlockOrder): Promise<unknown> {
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const fail = () => reject(new Error("A warm function's process ended."));
    this.#child.once("exit", fail);
    this.#child.send(order);
    try {
      const [answer] = await Promise.race([once(this.#child, "message"), ended]);
      return answer;
    } finally {
      this.#child.off("exit", fail);
    }
  }
}
