import { log } from "../../log.ts";
import { type Counter, sizeOf, type Tally, together } from "../../model/analytics/tally.ts";
import { fitted, NO_VIEWERS, withViewer } from "../../model/analytics/viewer-sketch.ts";
import { utcDay } from "../../model/utc-day.ts";

/** When what was gathered is written. docs/adr/0019-counting-views.md has the reasons. */
export const GATHERING = {
  /** An event that comes so long after the one before of its profile is written at once, in ms. */
  quiet: 1_000,
  /** Longest that one is kept back while more of its profile come, in ms. */
  window: 10_000,
  /** Tries to write the same ones until they are given up. */
  tries: 3,
  /** From so many events at once on, the day's items take turns. */
  busy: 100,
  /** Items of a day. */
  shards: 8,
  /** Profiles that events are kept back of, and other profiles that one event writes as well. */
  mostKept: 1_000,
  mostBeside: 4,
} as const;

/** Something that happened to a profile. */
export interface CountedEvent {
  readonly profileId: string;
  readonly counter: Counter;
  /** Of the viewer; undefined where nobody looked at a page. */
  readonly digest: string | undefined;
}

/** What a gatherer works with; clock and chance may be replaced. */
export interface GathererParts {
  /** Adds to a day's counters. @returns the level of their sample; undefined for a profile that is gone */
  readonly write: (tally: Tally, shard: number) => Promise<number | undefined>;
  /** In milliseconds. */
  readonly now?: () => number;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

interface Kept {
  readonly tally: Tally;
  /** Milliseconds at which the first of it came, or was last tried. */
  readonly since: number;
  /** Tries so far. */
  readonly tries: number;
}

/**
 * Keeps counts back for a while, so that a profile that many look at is written seldom. A profile
 * that few look at is written at every event: nothing of it is lost with the environment.
 */
export class CountGatherer {
  readonly #write: GathererParts["write"];
  readonly #now: () => number;
  readonly #random: () => number;
  /** By profile and day, the oldest first. */
  readonly #kept = new Map<string, Kept>();
  /** Milliseconds of each profile's last event, the oldest first. */
  readonly #last = new Map<string, number>();
  /** Levels that the samples of a profile's day are known to have: what is below need not be sent. */
  readonly #levels = new Map<string, number>();

  constructor({ write, now = Date.now, random = Math.random }: GathererParts) {
    this.#write = write;
    this.#now = now;
    this.#random = random;
  }

  /** Counts an event; resolves when what is due is written, or kept for another try. Never rejects. */
  async count(event: CountedEvent): Promise<void> {
    const now = this.#now();
    const key = this.#add(event, now);
    const before = this.#last.get(event.profileId);
    remember(this.#last, event.profileId, now);
    const isQuiet = before === undefined || now - before >= GATHERING.quiet;
    const due = this.#dueBeside(key, now);
    const own = this.#kept.get(key);
    if (own && (isQuiet || this.#isDue(own, now))) due.push(key);
    await Promise.all(due.map((one) => this.#flush(one)));
  }

  /** Some of what else has waited long enough, or has to make room. */
  #dueBeside(own: string, now: number): string[] {
    const due: string[] = [];
    for (const [key, kept] of this.#kept) {
      if (due.length === GATHERING.mostBeside || !this.#isDue(kept, now)) break;
      if (key !== own) due.push(key);
    }
    return due;
  }

  #isDue({ since }: Kept, now: number): boolean {
    return now - since >= GATHERING.window || this.#kept.size > GATHERING.mostKept;
  }

  #add({ profileId, counter, digest }: CountedEvent, now: number): string {
    const day = utcDay(new Date(now));
    const key = `${profileId} ${day}`;
    const nothing = { level: this.#levels.get(key) ?? 0, digests: NO_VIEWERS.digests };
    const kept = this.#kept.get(key);
    const tally = kept?.tally ?? { profileId, day, counts: {}, viewers: nothing };
    this.#kept.set(key, {
      tally: {
        ...tally,
        counts: { ...tally.counts, [counter]: (tally.counts[counter] ?? 0) + 1 },
        viewers: digest === undefined ? tally.viewers : withViewer(tally.viewers, digest),
      },
      since: kept?.since ?? now,
      tries: kept?.tries ?? 0,
    });
    return key;
  }

  async #flush(key: string): Promise<void> {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    try {
      const level = await this.#write(kept.tally, this.#shardOf(kept.tally));
      if (level !== undefined) this.#noteLevel(key, level);
    } catch (error) {
      this.#keepAgain(key, kept, error);
    }
  }

  #shardOf(tally: Tally): number {
    return sizeOf(tally) < GATHERING.busy ? 0 : Math.floor(this.#random() * GATHERING.shards);
  }

  #noteLevel(key: string, level: number): void {
    remember(this.#levels, key, Math.max(level, this.#levels.get(key) ?? 0));
  }

  #keepAgain(key: string, failed: Kept, error: unknown): void {
    const { profileId, day } = failed.tally;
    const tries = failed.tries + 1;
    if (tries >= GATHERING.tries) {
      const lost = sizeOf(failed.tally);
      log("error", "counts lost", { profileId, day, lost, error: String(error) });
      return;
    }
    log("warn", "counts kept", { profileId, day, tries, error: String(error) });
    const newer = this.#kept.get(key);
    const tally = newer ? together(failed.tally, newer.tally) : failed.tally;
    this.#kept.delete(key);
    const viewers = fitted(tally.viewers);
    this.#kept.set(key, { tally: { ...tally, viewers }, since: this.#now(), tries });
  }
}

/** What is remembered least long ago goes last. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= GATHERING.mostKept) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
