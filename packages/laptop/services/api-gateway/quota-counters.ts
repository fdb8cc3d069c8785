import { readFile } from "node:fs/promises";
import * as z from "zod";
import { writeFileAtomic } from "../../platform/data-folder.ts";
import type { Quota, QuotaPeriod } from "./usage-plan-model.ts";

/** Requests counted for one key in one plan. */
interface Count {
  /** First UTC day of the period, `YYYY-MM-DD`. */
  readonly period: string;
  readonly used: number;
}

const CountsSchema = z.record(z.string(), z.object({ period: z.string(), used: z.number() }));

/** Counts reach the disk this long after they changed, in milliseconds. */
const SAVE_DELAY = 1_000;

/**
 * Counts the requests of each key against its plan's quota. Counts live in memory and are written to
 * a file about once a second and at the end, so a killed server forgets a second of them: API
 * Gateway itself counts quotas with best effort only.
 */
export class QuotaCounters {
  readonly #file: string | undefined;
  readonly #counts: Map<string, Count>;
  #timer: NodeJS.Timeout | undefined;
  #saved: Promise<unknown> = Promise.resolve();

  /** Without a file the counts end with the process. */
  constructor(file?: string, counts: Readonly<Record<string, Count>> = {}) {
    this.#file = file;
    this.#counts = new Map(Object.entries(counts));
  }

  /** Takes up the counts of a file; those of a missing or broken file begin anew. */
  static async open(file: string): Promise<QuotaCounters> {
    const text = await readFile(file, "utf8").catch(() => "{}");
    return new QuotaCounters(file, parse(text));
  }

  /** Counts a request; false, and nothing counted, when the quota of the period is spent. */
  take(planId: string, keyId: string, quota: Quota, now: Date): boolean {
    const id = `${planId} ${keyId}`;
    const period = periodStart(quota.period, now);
    const known = this.#counts.get(id);
    const used = known === undefined ? quota.offset : known.period === period ? known.used : 0;
    if (used >= quota.limit) {
      return false;
    }
    this.#counts.set(id, { period, used: used + 1 });
    this.#saveSoon();
    return true;
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    if (this.#timer !== undefined) {
      this.#save();
    }
    await this.#saved;
  }

  #saveSoon(): void {
    if (this.#file !== undefined && this.#timer === undefined) {
      this.#timer = setTimeout(() => this.#save(), SAVE_DELAY).unref();
    }
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const file = this.#file ?? "";
    const text = JSON.stringify(Object.fromEntries(this.#counts));
    // A full disk must not stop the gateway: the counts stay in memory.
    this.#saved = this.#saved.then(() => writeFileAtomic(file, text)).catch(() => {});
  }
}

function parse(text: string): Record<string, Count> {
  try {
    return CountsSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** First day of the period that a time falls in; a week starts on Sunday. All in UTC. */
function periodStart(period: QuotaPeriod, now: Date): string {
  const back = { DAY: 0, WEEK: now.getUTCDay(), MONTH: now.getUTCDate() - 1 }[period];
  return new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
}
