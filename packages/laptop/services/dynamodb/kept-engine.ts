import { setTimeout as delay } from "node:timers/promises";
import { type DynamoDbEngine, type EngineOptions, startEngine } from "./engine.ts";
import { addressOf } from "./engine-address.ts";

/** Before each attempt to start an engine anew that ended by itself, in milliseconds. */
const PAUSES_MS = [0, 250, 500, 1_000, 2_000];
/** An engine that has run for so long is sound: a later end starts the count anew. */
const SOUND_MS = 60_000;

/** The engine, and who is told of its ends. */
export interface KeptEngineOptions extends Omit<EngineOptions, "onExit" | "address"> {
  /** Takes a sentence for each end and each new start. */
  readonly note: (message: string) => void;
  /** Told once, when the engine keeps ending and is started no more. */
  readonly onGivenUp: (message: string) => void;
}

/**
 * Starts the engine, and starts it anew, at the same address and with its data, whenever it ends by
 * itself: five times within a minute at most, with growing pauses. Meanwhile nobody answers at its
 * endpoint.
 * @throws Error with a clear sentence when the first start fails
 */
export async function keepEngine(options: KeptEngineOptions): Promise<DynamoDbEngine> {
  const kept = new KeptEngine(options);
  await kept.start();
  return kept;
}

class KeptEngine implements DynamoDbEngine {
  readonly #options: KeptEngineOptions;
  readonly #stopping = new AbortController();
  #engine: DynamoDbEngine | undefined;
  #restarting: Promise<void> = Promise.resolve();
  #restarts = 0;
  #startedAt = 0;

  constructor(options: KeptEngineOptions) {
    this.#options = options;
  }

  get name() {
    return this.#current.name;
  }

  get endpoint() {
    return this.#current.endpoint;
  }

  /** Of the process that runs, or ran last. */
  get pid() {
    return this.#current.pid;
  }

  async start(): Promise<void> {
    const { note: _, onGivenUp: __, ...options } = this.#options;
    const address = this.#engine && { address: addressOf(this.#engine.endpoint) };
    const onExit = (message: string) => {
      this.#restarting = this.#restart(message);
    };
    this.#engine = await startEngine({ ...options, ...address, onExit });
    this.#startedAt = performance.now();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#restarting;
    await this.#engine?.stop();
  }

  get #current(): DynamoDbEngine {
    if (!this.#engine) throw new Error("The engine has not been started.");
    return this.#engine;
  }

  /** Never rejects. */
  async #restart(why: string): Promise<void> {
    const { note, onGivenUp } = this.#options;
    const { signal } = this.#stopping;
    if (performance.now() - this.#startedAt > SOUND_MS) this.#restarts = 0;
    note(why);
    let reason = why;
    while (!signal.aborted) {
      const pause = PAUSES_MS[this.#restarts];
      if (pause === undefined) {
        onGivenUp(`The DynamoDB engine keeps ending, and is started no more. ${reason}`);
        return;
      }
      this.#restarts += 1;
      await delay(pause, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        await this.start();
        note("The DynamoDB engine runs again, with its data.");
        return;
      } catch (error) {
        reason = String(error);
        note(reason);
      }
    }
  }
}
