import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { LambdaLog } from "./lambda-log.ts";

const RUNTIME_LOOP = fileURLToPath(new URL("./runtime-loop.cjs", import.meta.url));
/** Share of the memory that V8's heap may take before it gives up, as in Lambda's runtime. */
const HEAP_SHARE = 0.9;

/** What was thrown, as Lambda's Node.js runtime tells it. */
export interface RuntimeFailure {
  readonly errorType: string;
  readonly message: string;
  /** Lines of the stack. */
  readonly trace: readonly string[];
}

/** What the runtime loop tells. */
export type RuntimeMessage =
  | { readonly type: "ready" }
  | { readonly type: "answer"; readonly payload: string }
  | { readonly type: "answer-too-large" }
  | ({ readonly type: "init-error" | "failure" | "fatal" } & RuntimeFailure);

/** The end of the process; exactly one of the two is set. */
export interface ProcessExit {
  readonly type: "exit";
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a process is given for one call. */
export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  /** Time in milliseconds since the epoch at which the function is stopped. */
  readonly deadline: number;
  /** JSON text. */
  readonly event: string;
}

/** One child process that runs the runtime loop, seen as a source of messages. */
export class RuntimeProcess {
  readonly exited: Promise<ProcessExit>;
  readonly #child: ChildProcess;

  constructor(
    fn: FunctionConfiguration,
    env: Readonly<Record<string, string>>,
    onMessage: (message: RuntimeMessage | ProcessExit) => void,
    log: LambdaLog,
    compileCache?: string,
  ) {
    const heapMb = Math.floor(fn.memoryMb * HEAP_SHARE);
    const { inspectPort } = fn;
    const inspect = inspectPort === undefined ? [] : [`--inspect-wait=127.0.0.1:${inspectPort}`];
    const args = [`--max-old-space-size=${heapMb}`, ...inspect, RUNTIME_LOOP];
    if (compileCache !== undefined) args.push(compileCache);
    this.#child = spawn(process.execPath, args, {
      cwd: fn.taskRoot,
      env: { ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      // A process group of its own: Ctrl-C reaches the platform alone, which then stops in order.
      detached: true,
    });
    this.exited = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => resolve({ type: "exit", code, signal }));
      this.#child.once("error", () => resolve({ type: "exit", code: 127, signal: null }));
    });
    this.#child.on("message", (message) => onMessage(message as RuntimeMessage));
    this.exited.then(onMessage);
    for (const stream of ["stdout", "stderr"] as const) {
      const input = this.#child[stream];
      if (input === null) continue;
      createInterface({ input }).on("line", (line) =>
        log({ kind: "line", functionName: fn.name, stream, line }),
      );
    }
  }

  /** undefined when the process could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(invocation: Invocation): void {
    // A process that died just now refuses the message; its exit tells the caller.
    this.#child.send(invocation, () => {});
  }

  /** Ends the process at once and waits until it is gone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.exited;
  }
}
