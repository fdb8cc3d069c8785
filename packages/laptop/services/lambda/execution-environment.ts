import { ExtensionsApi } from "./extensions-api.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { LambdaLog } from "./lambda-log.ts";
import type { LambdaErrorKind, LambdaResult } from "./lambda-service.ts";
import { ANSWER_LIMIT } from "./lambda-service.ts";
import { MEMORY_POLL_MS, peakMemory } from "./peak-memory.ts";
import type { ProcessExit, RuntimeFailure, RuntimeMessage } from "./runtime-process.ts";
import { RuntimeProcess } from "./runtime-process.ts";

/** Lambda stops an initialisation after 10 s. */
const INIT_TIMEOUT_MS = 10_000;
/** Who looks on with a debugger takes the time that it takes; a day is a function's time then. */
const INSPECTED_MS = 86_400_000;
const MB = 1024 * 1024;

type Signal =
  | RuntimeMessage
  | ProcessExit
  | { readonly type: "timeout"; readonly afterMs: number }
  | { readonly type: "out-of-memory" };

/** What an invocation gave, and what goes on after it. */
export interface Invoked {
  readonly result: LambdaResult;
  /** Until the function's extensions have done their work; undefined where nothing is left. */
  readonly rest: Promise<void> | undefined;
}

/**
 * One sandbox of a function: a process that is started by its first invocation and answers one event
 * at a time. Any end but an answer or a thrown error makes it unusable. It is busy until its
 * extensions, too, ask for the next event.
 */
export class ExecutionEnvironment {
  readonly #fn: FunctionConfiguration;
  readonly #variables: Readonly<Record<string, string>>;
  readonly #log: LambdaLog;
  readonly #compileCache: string | undefined;
  #process: RuntimeProcess | undefined;
  #extensions: ExtensionsApi | undefined;
  #onSignal: (signal: Signal) => void = () => {};
  #usable = true;
  #usedAt = performance.now();
  #peakBytes = 0;

  constructor(
    fn: FunctionConfiguration,
    variables: Readonly<Record<string, string>>,
    log: LambdaLog,
    compileCache?: string,
  ) {
    this.#fn = fn;
    this.#variables = variables;
    this.#log = log;
    this.#compileCache = compileCache;
  }

  /** What the environment was made from. */
  get fn(): FunctionConfiguration {
    return this.#fn;
  }

  /** False once the process has ended or must not be used again. */
  get usable(): boolean {
    return this.#usable;
  }

  /** When the last invocation ended, by `performance.now()`. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /** Runs the function on an event (JSON text). Never rejects. */
  async invoke(event: string, requestId: string): Promise<Invoked> {
    const initMs = this.#process === undefined ? await this.#initialise() : undefined;
    const startedAt = performance.now();
    const signal = typeof initMs === "object" ? initMs : await this.#run(requestId, event);
    const outcome = await this.#withinMemory(signal);
    const result = resultOf(outcome, requestId);
    const isAlive =
      outcome.type === "answer" ||
      outcome.type === "failure" ||
      outcome.type === "answer-too-large";
    if (!isAlive) await this.kill();
    const end = () => {
      this.#usedAt = performance.now();
      const durationMs = this.#usedAt - startedAt;
      this.#report(requestId, durationMs, typeof initMs === "number" ? initMs : undefined, result);
    };
    if (isAlive && this.#extensions?.isReady === false) {
      return { result, rest: this.#finish(startedAt).then(end) };
    }
    end();
    return { result, rest: undefined };
  }

  /** The extensions have what is left of the function's time. What takes longer ends with the process. */
  async #finish(startedAt: number): Promise<void> {
    const left = this.#limit(this.#fn.timeoutMs) - (performance.now() - startedAt);
    const { promise: late, resolve } = Promise.withResolvers<"late">();
    const timer = setTimeout(resolve, left, "late");
    const how = await Promise.race([this.#extensions?.ready(), this.#process?.exited, late]);
    clearTimeout(timer);
    if (how === "late") await this.kill();
  }

  /** Ends the process; a running invocation answers with `crash`. */
  async kill(): Promise<void> {
    this.#usable = false;
    await this.#process?.kill();
    await this.#extensions?.close();
  }

  /** Starts the process and loads the handler. Answers the milliseconds, or what went wrong. */
  async #initialise(): Promise<number | Signal> {
    const startedAt = performance.now();
    const extensions = await ExtensionsApi.start(this.#fn);
    this.#extensions = extensions;
    const variables = { ...this.#variables, AWS_LAMBDA_RUNTIME_API: extensions.address };
    const signal = await this.#nextSignal(this.#limit(INIT_TIMEOUT_MS), () => {
      this.#process = new RuntimeProcess(
        this.#fn,
        variables,
        (message) => this.#receive(message),
        this.#log,
        this.#compileCache,
      );
    });
    return signal.type === "ready" ? performance.now() - startedAt : signal;
  }

  async #run(requestId: string, event: string): Promise<Signal> {
    if (!this.#usable) return { type: "exit", code: null, signal: "SIGKILL" };
    const { arn } = this.#fn;
    const timeoutMs = this.#limit(this.#fn.timeoutMs);
    return this.#nextSignal(timeoutMs, () => {
      const invocation = { requestId, functionArn: arn, deadline: Date.now() + timeoutMs };
      this.#extensions?.invoke(invocation);
      this.#process?.send({ ...invocation, event });
    });
  }

  #limit(timeoutMs: number): number {
    return this.#fn.inspectPort === undefined ? timeoutMs : INSPECTED_MS;
  }

  /** The first of: a message, the end of the process, the timeout, too much memory. */
  async #nextSignal(timeoutMs: number, start: () => void): Promise<Signal> {
    let timer: NodeJS.Timeout | undefined;
    let watch: NodeJS.Timeout | undefined;
    const signal = new Promise<Signal>((resolve) => {
      this.#onSignal = resolve;
      timer = setTimeout(() => resolve({ type: "timeout", afterMs: timeoutMs }), timeoutMs);
      watch = setInterval(async () => {
        if (await this.#isOverMemory()) resolve({ type: "out-of-memory" });
      }, MEMORY_POLL_MS);
    });
    start();
    try {
      return await signal;
    } finally {
      this.#onSignal = () => {};
      clearTimeout(timer);
      clearInterval(watch);
    }
  }

  #receive(signal: RuntimeMessage | ProcessExit): void {
    if (signal.type === "exit" || signal.type === "fatal") this.#usable = false;
    if (signal.type === "ready") this.#begin(signal);
    else this.#onSignal(signal);
  }

  /** The runtime is ready; the environment is once its extensions are, too. */
  #begin(signal: RuntimeMessage): void {
    this.#extensions?.closeRegistration();
    if (this.#extensions?.isReady === false) {
      this.#extensions.ready().then(() => this.#onSignal(signal));
    } else this.#onSignal(signal);
  }

  async #isOverMemory(): Promise<boolean> {
    const pid = this.#process?.pid;
    if (pid !== undefined) this.#peakBytes = Math.max(this.#peakBytes, await peakMemory(pid));
    return this.#peakBytes > this.#fn.memoryMb * MB;
  }

  /** A function that used too much between two looks gets no answer either. */
  async #withinMemory(signal: Signal): Promise<Signal> {
    return (await this.#isOverMemory()) ? { type: "out-of-memory" } : signal;
  }

  #report(
    requestId: string,
    durationMs: number,
    initMs: number | undefined,
    result: LambdaResult,
  ): void {
    this.#log({
      kind: "report",
      functionName: this.#fn.name,
      requestId,
      durationMs,
      ...(initMs !== undefined && { initMs }),
      maxMemoryMb: Math.ceil(this.#peakBytes / MB),
      memoryMb: this.#fn.memoryMb,
      ...(result.error && { error: result.error.kind }),
    });
  }
}

function resultOf(signal: Signal, requestId: string): LambdaResult {
  switch (signal.type) {
    case "answer":
      return { payload: JSON.parse(signal.payload) };
    case "answer-too-large":
      return failed("answer-too-large", "Function.ResponseSizeTooLarge", tooLarge());
    case "failure":
    case "init-error":
      return thrown("unhandled", signal);
    case "fatal":
      return thrown("crash", signal);
    case "timeout":
      return failed(
        "timeout",
        "Sandbox.Timedout",
        `RequestId: ${requestId} Error: Task timed out after ${(signal.afterMs / 1000).toFixed(2)} seconds`,
      );
    case "out-of-memory":
      return failed("out-of-memory", "Runtime.OutOfMemory", exitText(requestId, "signal: killed"));
    case "exit":
      return exitResult(signal, requestId);
    case "ready":
      return failed("crash", "Runtime.ExitError", exitText(requestId, "started twice"));
  }
}

function exitResult(exit: ProcessExit, requestId: string): LambdaResult {
  const reason = exit.signal === null ? `exit status ${exit.code}` : `signal: ${exit.signal}`;
  // V8 aborts when its heap is full; nothing else in a function does.
  const kind = exit.signal === "SIGABRT" ? "out-of-memory" : "crash";
  return failed(kind, "Runtime.ExitError", exitText(requestId, reason));
}

function exitText(requestId: string, reason: string): string {
  // Lambda has no word for an end that looks like success.
  const why = reason === "exit status 0" ? "without providing a reason" : `with error: ${reason}`;
  return `RequestId: ${requestId} Error: Runtime exited ${why}`;
}

function tooLarge(): string {
  return `Response payload size exceeded maximum allowed payload size (${ANSWER_LIMIT} bytes).`;
}

function thrown(
  kind: LambdaErrorKind,
  { errorType: type, message, trace }: RuntimeFailure,
): LambdaResult {
  return { error: { kind, type, message, trace } };
}

function failed(kind: LambdaErrorKind, type: string, message: string): LambdaResult {
  return { error: { kind, type, message } };
}
