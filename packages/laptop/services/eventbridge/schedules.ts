import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { writeFileAtomic } from "../../platform/data-folder.ts";
import type { EventBus } from "./event-bus.ts";
import type { EventRule } from "./event-rule.ts";

/** The longest that a timer can wait. */
const TIMER_LIMIT_MS = 2 ** 31 - 1;

/**
 * Fires the rules that have a schedule, the first time a whole interval after the platform first
 * ran. When a rule is due is kept on disk: a platform that is started and stopped all day fires it
 * nevertheless, at its next start.
 */
export class Schedules {
  readonly #bus: Pick<EventBus, "fire" | "scheduledRules">;
  readonly #folder: string;
  readonly #log: (entry: object) => void;
  readonly #stopping = new AbortController();
  readonly #running: Promise<unknown>;

  /** @param folder exists, and these schedules alone write to it */
  constructor(
    bus: Pick<EventBus, "fire" | "scheduledRules">,
    folder: string,
    log: (entry: object) => void,
  ) {
    this.#bus = bus;
    this.#folder = folder;
    this.#log = log;
    this.#running = Promise.all(bus.scheduledRules.map((rule) => this.#run(rule)));
  }

  /** Fires every schedule at once; when it is due next does not change. */
  async fireAll(): Promise<void> {
    for (const rule of this.#bus.scheduledRules) await this.#bus.fire(rule);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(rule: EventRule): Promise<void> {
    const { signal } = this.#stopping;
    const { intervalMs = TIMER_LIMIT_MS } = rule;
    const file = join(this.#folder, `${rule.logicalId}.json`);
    try {
      let dueAt = readDueAt(file);
      for (;;) {
        if (dueAt === undefined || dueAt > Date.now() + intervalMs) {
          dueAt = Date.now() + intervalMs;
          await writeFileAtomic(file, JSON.stringify({ dueAt }));
        }
        while (dueAt > Date.now()) {
          const ms = Math.min(dueAt - Date.now(), TIMER_LIMIT_MS);
          await delay(ms, undefined, { signal, ref: false });
        }
        await this.#bus.fire(rule);
        dueAt = undefined;
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#log({ level: "error", message: `Schedule ${rule.logicalId} has ended: ${error}` });
    }
  }
}

/** Milliseconds since the epoch; undefined before the first run. */
function readDueAt(file: string): number | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")).dueAt;
  } catch {
    return undefined;
  }
}
