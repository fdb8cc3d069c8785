import { availableParallelism } from "node:os";
import { ExecutionEnvironment } from "./execution-environment.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { LambdaLog } from "./lambda-log.ts";
import type { LambdaResult } from "./lambda-service.ts";

/** Most environments of one function at a time; further invocations wait in line. */
export const ENVIRONMENT_CAP = Math.max(4, 2 * availableParallelism());

const STOPPED: LambdaResult = {
  error: { kind: "crash", type: "Runtime.ExitError", message: "The function has been stopped." },
};

/** The execution environments of one function: warm ones are reused, more started when all are busy. */
export class FunctionPool {
  #fn: FunctionConfiguration;
  readonly #variables: (fn: FunctionConfiguration) => Readonly<Record<string, string>>;
  readonly #log: LambdaLog;
  readonly #compileCache: string | undefined;
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #busy = new Set<ExecutionEnvironment>();
  readonly #waiting: (() => void)[] = [];
  /** What extensions still do of invocations that were answered. */
  readonly #rests = new Set<Promise<void>>();
  /** Running and waiting invocations. */
  #pending = 0;
  #stopped = false;

  constructor(
    fn: FunctionConfiguration,
    variables: (fn: FunctionConfiguration) => Readonly<Record<string, string>>,
    log: LambdaLog,
    compileCache?: string,
  ) {
    this.#fn = fn;
    this.#variables = variables;
    this.#log = log;
    this.#compileCache = compileCache;
  }

  /** Runs the function on an event (JSON text) as soon as an environment is free. Never rejects. */
  async invoke(event: string, requestId: string): Promise<LambdaResult> {
    const reserved = this.#fn.reservedConcurrency;
    if (reserved !== undefined && this.#pending >= reserved) return throttled(this.#fn.name);
    this.#pending += 1;
    if (this.#pending > this.#places) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#stopped) {
      this.#leave();
      return STOPPED;
    }
    return this.#runIn(this.#take(), event, requestId);
  }

  /** Resolves when no environment works on what was answered. */
  async idle(): Promise<void> {
    while (this.#rests.size > 0) await Promise.all(this.#rests);
  }

  #leave(): void {
    this.#pending -= 1;
    // The first in line takes the place that has just become free.
    this.#waiting.shift()?.();
  }

  /** True when the function waits for a debugger. */
  get inspected(): boolean {
    return this.#fn.inspectPort !== undefined;
  }

  /**
   * From the next invocation on the function is another one. What runs is finished as it began;
   * idle environments end at once.
   */
  async change(part: Pick<Partial<FunctionConfiguration>, "taskRoot" | "inspectPort">) {
    this.#fn = { ...this.#fn, ...part };
    await this.recycle();
  }

  /** A debugger looks into one environment at a time. */
  get #places(): number {
    return this.inspected ? 1 : ENVIRONMENT_CAP;
  }

  /** Ends the environments that are not busy. */
  async recycle(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((environment) => environment.kill()));
  }

  /** Ends the environments that nobody has used since a time, by `performance.now()`. */
  async endUnusedSince(time: number): Promise<void> {
    const unused = this.#idle.filter(({ usedAt }) => usedAt < time);
    for (const environment of unused) this.#idle.splice(this.#idle.indexOf(environment), 1);
    await Promise.all(unused.map((environment) => environment.kill()));
  }

  /** Ends every environment, busy ones too; their invocations answer with `crash`. */
  async kill(): Promise<void> {
    const all = [...this.#idle.splice(0), ...this.#busy];
    await Promise.all(all.map((environment) => environment.kill()));
  }

  /** The same for good; waiting invocations answer with `crash` too. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const wake of this.#waiting.splice(0)) wake();
    await this.kill();
  }

  #take(): ExecutionEnvironment {
    for (let warm = this.#idle.pop(); warm !== undefined; warm = this.#idle.pop()) {
      if (warm.usable) return warm;
    }
    const variables = this.#variables(this.#fn);
    return new ExecutionEnvironment(this.#fn, variables, this.#log, this.#compileCache);
  }

  async #runIn(
    environment: ExecutionEnvironment,
    event: string,
    requestId: string,
  ): Promise<LambdaResult> {
    this.#busy.add(environment);
    const { result, rest } = await environment.invoke(event, requestId);
    if (rest === undefined) await this.#giveBack(environment);
    else {
      const done = rest.then(() => this.#giveBack(environment));
      this.#rests.add(done);
      done.then(() => this.#rests.delete(done));
    }
    return result;
  }

  async #giveBack(environment: ExecutionEnvironment): Promise<void> {
    this.#busy.delete(environment);
    if (environment.fn !== this.#fn) await environment.kill();
    else if (environment.usable) this.#idle.push(environment);
    this.#leave();
  }
}

function throttled(name: string): LambdaResult {
  const message = `Rate Exceeded: function ${name} has reached its reserved concurrency.`;
  return { error: { kind: "throttled", type: "TooManyRequestsException", message } };
}
