import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { pinned } from "../cores.ts";
import type { Bundles, Job } from "./subject.ts";

const PROGRAM = new URL("subject-process.cjs", import.meta.url).pathname;

/** What a batch of events took. */
export interface Batch {
  readonly answers: readonly APIGatewayProxyResult[];
  readonly microseconds: readonly number[];
  /** CPU time of the whole batch, over all threads. */
  readonly cpuMicroseconds: number;
  /** Most memory the process ever held. */
  readonly peakMb: number;
}

/** A service that has been loaded in a process of its own. */
export class RunningSubject {
  readonly #child: ChildProcess;

  /** @param env all variables that the process sees */
  constructor(bundles: Bundles, env: Readonly<Record<string, string>>) {
    this.#child = fork(PROGRAM, [JSON.stringify(bundles)], {
      env: { ...env },
      execArgv: [],
      serialization: "advanced",
    });
    pinned(this.#child.pid, "measured");
  }

  /** @throws Error when the handler threw, or the process ended */
  async call(job: Job, events: readonly APIGatewayProxyEvent[]): Promise<Batch> {
    const ended = new AbortController();
    const exit = once(this.#child, "exit", { signal: ended.signal }).then(() => {
      throw new Error("The service's process ended.");
    });
    exit.catch(() => {});
    const answer = once(this.#child, "message", { signal: ended.signal });
    this.#child.send({ job, events });
    try {
      const [batch] = (await Promise.race([answer, exit])) as [Batch & { readonly error?: string }];
      if (batch.error !== undefined) throw new Error(`${job} threw: ${batch.error}`);
      return batch;
    } finally {
      answer.catch(() => {});
      ended.abort();
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#child.kill();
    await exit;
  }
}
