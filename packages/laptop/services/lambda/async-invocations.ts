import { setTimeout as delay } from "node:timers/promises";
import { v7 as uuid } from "uuid";
import { PendingFiles } from "../../platform/pending-files.ts";
import type { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import type { Iam } from "../iam/iam.ts";
import type { Queues } from "../sqs/queues.ts";
import { type AsyncConfiguration, asyncConfigurations } from "./async-configuration.ts";
import { invocationRecord } from "./invocation-record.ts";
import type { LambdaError, LambdaService } from "./lambda-service.ts";
import { WaitingLine } from "./waiting-line.ts";

const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5_000;

/** The functions, their failure destinations, and where pending invocations are kept. */
export interface AsyncInvocationsOptions {
  readonly resources: DeployedResources;
  readonly iam: Iam;
  readonly lambda: Pick<LambdaService, "invoke">;
  readonly queues: Pick<Queues, "append">;
  /** Folder that this queue alone writes to. */
  readonly folder: string;
  readonly log: (entry: object) => void;
  /**
   * Milliseconds before the given retry (the first is 1); doubling from 50 ms when left out, where
   * Lambda waits a minute and two.
   */
  readonly backOff?: ((retry: number) => number) | undefined;
  /** Milliseconds since the epoch; the clock when left out. */
  readonly now?: () => number;
}

/** As it lies on disk, under the id of its request. */
interface Invocation {
  readonly functionArn: string;
  readonly event: Json;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
}

interface Pending extends Invocation {
  readonly requestId: string;
}

/**
 * Invokes functions for events that nobody waits for, as Lambda's own queue does: retried with
 * back-off, given up on after the function's limits, and then sent to its on-failure queue. An
 * accepted event survives the end of the platform: its function gets it at least once.
 */
export class AsyncInvocations {
  readonly #options: AsyncInvocationsOptions;
  readonly #files: PendingFiles<Invocation>;
  readonly #configurations: ReadonlyMap<string, AsyncConfiguration>;
  readonly #lines = new Map<string, WaitingLine>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #stopped: Promise<never>;

  private constructor(options: AsyncInvocationsOptions, files: PendingFiles<Invocation>) {
    this.#options = options;
    this.#files = files;
    this.#configurations = asyncConfigurations(options.resources, options.iam);
    const { signal } = this.#stopping;
    this.#stopped = new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    this.#stopped.catch(() => {});
  }

  /** Opens the queue and goes on with what an earlier run left in it. */
  static async open(options: AsyncInvocationsOptions): Promise<AsyncInvocations> {
    const files = await PendingFiles.open<Invocation>(options.folder);
    const invocations = new AsyncInvocations(options, files);
    const left = [...(await files.left())].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [id, invocation] of left) invocations.#start(id, invocation);
    return invocations;
  }

  /** True while an event waits or is being worked on. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  /**
   * The event is on disk when this resolves, with the id that the function sees as its request's, at
   * every attempt. @throws Error when no function has the ARN
   */
  async accept(functionArn: string, event: Json): Promise<string> {
    if (!this.#configurations.has(functionArn)) {
      throw new Error(`No function has the ARN ${functionArn}.`);
    }
    const id = uuid();
    const acceptedAt = this.#options.now?.() ?? Date.now();
    const invocation = { functionArn, event, acceptedAt };
    await this.#files.put(id, invocation);
    this.#start(id, invocation);
    return id;
  }

  /** Resolves when every event was taken by its function or given up on. */
  async idle(): Promise<void> {
    while (this.busy && !this.#stopping.signal.aborted) await Promise.all(this.#running);
  }

  /** What is under way comes again at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
  }

  #start(id: string, invocation: Invocation): void {
    const work = this.#settle(id, invocation).catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) this.#log("error", `An event was kept: ${error}`);
    });
    this.#running.add(work);
    work.then(() => this.#running.delete(work));
  }

  async #settle(id: string, invocation: Invocation): Promise<void> {
    const configuration = this.#configurations.get(invocation.functionArn);
    if (configuration) await this.#deliver({ ...invocation, requestId: id }, configuration);
    else this.#log("warn", `${invocation.functionArn} is no more; its event is dropped.`);
    await this.#files.remove(id);
  }

  async #deliver(invocation: Pending, configuration: AsyncConfiguration): Promise<void> {
    const { signal } = this.#stopping;
    let failures = 0;
    let error: LambdaError | undefined;
    for (let invoked = 0; ; invoked++) {
      if (this.#isTooOld(invocation, configuration)) {
        return this.#discard(invocation, configuration, "EventAgeExceeded", invoked, error);
      }
      error = await this.#invoke(invocation, configuration);
      // What was under way when the platform stopped has failed because of that.
      signal.throwIfAborted();
      if (error === undefined) return;
      // A throttled event was never tried: only its age ends it.
      if (error.kind !== "throttled") failures += 1;
      if (failures > configuration.maxRetries) {
        return this.#discard(invocation, configuration, "RetriesExhausted", invoked + 1, error);
      }
      await this.#pause(invoked + 1);
    }
  }

  async #invoke(
    { requestId, functionArn, event }: Pending,
    { reservedConcurrency, functionName }: AsyncConfiguration,
  ): Promise<LambdaError | undefined> {
    const places = reservedConcurrency ?? Number.POSITIVE_INFINITY;
    const line = this.#lines.get(functionArn) ?? new WaitingLine(Math.max(1, places));
    this.#lines.set(functionArn, line);
    const { error } = await line.run(async () => {
      this.#stopping.signal.throwIfAborted();
      const { lambda } = this.#options;
      return Promise.race([lambda.invoke(functionArn, event, requestId), this.#stopped]);
    });
    if (error) this.#log("warn", `${functionName} did not take an event: ${error.message}`);
    return error;
  }

  #discard(
    { requestId, functionArn, event }: Pending,
    { functionName, onFailureQueueArn }: AsyncConfiguration,
    condition: "RetriesExhausted" | "EventAgeExceeded",
    invokeCount: number,
    error: LambdaError | undefined,
  ): void {
    const now = new Date(this.#options.now?.() ?? Date.now());
    if (onFailureQueueArn !== undefined) {
      const record = { requestId, functionArn, event, condition, invokeCount, error };
      this.#options.queues.append(onFailureQueueArn, invocationRecord(record, now));
    }
    this.#log("warn", `${functionName}: an event is given up on, ${condition}`);
  }

  #isTooOld({ acceptedAt }: Invocation, { maxAgeMs }: AsyncConfiguration): boolean {
    return (this.#options.now?.() ?? Date.now()) - acceptedAt > maxAgeMs;
  }

  async #pause(retry: number): Promise<void> {
    const doubling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (retry - 1));
    const ms = this.#options.backOff?.(retry) ?? doubling;
    await delay(ms, undefined, { signal: this.#stopping.signal });
  }

  #log(level: "warn" | "error", message: string): void {
    this.#options.log({ level, message });
  }
}
