import { GATHERING } from "../../shared/domain/analytics/gather-counts.ts";
import { CALL_LIMITS, LONGEST_PAUSE } from "../../shared/time-limits.ts";
import { seeded } from "../search/synthetic-people.ts";
import { amount } from "./inputs.ts";
import { limitOf } from "./quotas.ts";

/** A profile that nobody has looked at for a while, and then many do at once. */
export interface Crowd {
  /** Views a second, from the first second on. */
  readonly rate: number;
  /** Read units of the profile's Query: 2 for a small one, 48 for one of 200 KB. */
  readonly queryUnits: number;
  readonly seconds: number;
}

/** What came of its views. */
export interface CrowdOutcome {
  readonly views: number;
  /** Found no environment, by Lambda's quota: 503. */
  readonly noRoom: number;
  /** The table refused the Query at every try: 503. */
  readonly throttled: number;
  readonly environments: number;
  /** Of the views in the last second. */
  readonly refusedAtLast: number;
}

/** How a view ended. */
type End = "answered" | "noRoom" | "throttled";

/**
 * Each view takes an idle environment, or else a new one. One that has no text of the profile yet asks
 * the table for it. The same for the same seed.
 */
export function flashCrowd(crowd: Crowd, seed = 1): CrowdOutcome {
  const random = seeded(seed);
  const room = new Environments(crowd.queryUnits, random);
  const counts = { answered: 0, noRoom: 0, throttled: 0 };
  let [views, late, refusedLate] = [0, 0, 0];
  for (let at = -Math.log(1 - random()) / crowd.rate; at < crowd.seconds; ) {
    const end = room.view(at * 1_000);
    counts[end] += 1;
    views += 1;
    if (at >= crowd.seconds - 1) {
      late += 1;
      if (end !== "answered") refusedLate += 1;
    }
    at -= Math.log(1 - random()) / crowd.rate;
  }
  const refusedAtLast = late === 0 ? 0 : refusedLate / late;
  return { views, ...counts, environments: room.size, refusedAtLast };
}

/** Those of one function, and the two partitions that they ask. */
class Environments {
  /** When each is free again, in ms. The same few are taken again and again. */
  readonly #free: { readyAt: number; hasText: boolean }[] = [];
  readonly #card = new Partition();
  readonly #items = new Partition();
  readonly #queryUnits: number;
  readonly #random: () => number;

  constructor(queryUnits: number, random: () => number) {
    this.#queryUnits = queryUnits;
    this.#random = random;
  }

  get size(): number {
    return this.#free.length;
  }

  view(at: number): End {
    const idle = this.#free.find((one) => one.readyAt <= at);
    if (!idle && this.size >= limitOf("concurrency")) return "noRoom";
    const environment = idle ?? { readyAt: at, hasText: false };
    if (!idle) this.#free.push(environment);
    const begins = at + (idle ? 0 : amount("startMs"));
    const [cardAt, itemsAt] = this.#ask(environment.hasText, begins);
    environment.readyAt = Math.max(cardAt ?? begins, itemsAt ?? begins) + WORK_MS;
    if (cardAt === undefined || itemsAt === undefined) return "throttled";
    environment.hasText = true;
    return "answered";
  }

  /** When card and text were there; undefined for what was refused at every try. */
  #ask(hasText: boolean, at: number): [number | undefined, number | undefined] {
    const card = this.#card.tryTake(1, at, this.#random);
    if (card === undefined || hasText) return [card, card];
    const items = this.#items.tryTake(this.#queryUnits, card, this.#random);
    return [card, items === undefined ? undefined : items + amount("lowCoreMs")];
  }
}

/** A function's own time for a view. */
const WORK_MS = 8;

/** Units of one partition, which come back all the time; it may go below zero once. */
class Partition {
  #units = amount("partitionReads");
  #at = 0;

  /** When it was given; undefined when no try was. */
  tryTake(units: number, from: number, random: () => number): number | undefined {
    let at = from;
    for (let tries = 0; tries < CALL_LIMITS.table.tries; tries += 1) {
      if (tries > 0) at += random() * LONGEST_PAUSE;
      if (this.#take(units, at)) return at;
    }
    return undefined;
  }

  #take(units: number, at: number): boolean {
    const most = amount("partitionReads");
    if (at > this.#at) {
      this.#units = Math.min(most, this.#units + ((at - this.#at) / 1_000) * most);
      this.#at = at;
    }
    if (this.#units <= 0) return false;
    this.#units -= units;
    return true;
  }
}

/** Write units a second of the items that count the views of a crowd that goes on for long. */
export function countingUnits(rate: number): number {
  const environments = Math.ceil((rate * WORK_MS) / 1_000);
  return (2 * environments * 1_000) / GATHERING.window;
}
