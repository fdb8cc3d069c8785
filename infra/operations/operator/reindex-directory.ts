import { setTimeout as delay } from "node:timers/promises";
import { findToldCard } from "../../../shared/domain/directory/find-told-card.ts";
import { indexProfileIn } from "../../../shared/domain/directory/index-profile.ts";
import {
  beginBuild,
  findBuildProgress,
  findIndexItems,
  findListedIds,
  finishBuild,
  forgetBuildProgress,
  forgetRetired,
  noteBuildProgress,
  removeAll,
} from "../../../shared/persistence/directory-build.ts";
import { findGenerations } from "../../../shared/persistence/directory-generation.ts";
import type { Item } from "../../../shared/persistence/table.ts";
import { takeDeadLetters } from "./dead-letters.ts";

/** What a reindex did. */
export interface Reindex {
  /** Messages of the dead-letter queue: what they were about is indexed now. */
  readonly messages: number;
  /** Profiles that this run indexed. */
  readonly profiles: number;
  /** Items of indexes before that were removed. */
  readonly removed: number;
}

/** How long a reindex waits, and whom it tells how far it is. */
export interface ReindexOptions {
  /**
   * How long the index before stays once the new one is searched: until no function searches it or
   * writes to it any more.
   */
  readonly waitSeconds: number;
  /** Told now and then how far it is. */
  readonly report: (line: string) => void;
}

/** Parts of the table that are read side by side, and profiles of each that are indexed at once. */
const SEGMENTS = 4;
const AT_ONCE = 8;
const REPORT_MS = 5_000;

/**
 * Builds a new index of the directory beside the one in use, which goes on being searched and kept up
 * to date, and so does the new one. Then it is searched, and the one before is removed. It may be
 * ended anywhere: the next run goes on. Cards of the release before are told on the way whether their
 * profiles are in the directory.
 * @param queueUrl of the dead-letter queue of the directory's consumer
 * @throws what SQS or DynamoDB throws
 */
export async function reindexDirectory(
  queueUrl: string,
  { waitSeconds, report }: ReindexOptions,
): Promise<Reindex> {
  // Taken first, so that no message is deleted whose profile was read before it failed.
  const letters = await takeDeadLetters(queueUrl);
  try {
    // One that a run which was ended had left, perhaps a moment ago: functions may still search it.
    const former = await removeRetired(waitSeconds, report);
    const generations = await beginBuild();
    const profiles = await buildIndex(generations.building, report);
    await finishBuild(generations);
    for (let segment = 0; segment < SEGMENTS; segment += 1) await forgetBuildProgress(segment);
    await letters.settle(true);
    report(`${profiles} profiles indexed; the new index is in use.`);
    const removed = former + (await removeRetired(waitSeconds, report));
    return { messages: letters.count, profiles, removed };
  } catch (error) {
    await letters.settle(false).catch(() => {});
    throw error;
  }
}

async function buildIndex(generation: string, report: ReindexOptions["report"]): Promise<number> {
  const count = counter("profiles indexed", report);
  await inSegments(async (segment) => {
    let { last, isDone } = await findBuildProgress(generation, segment.number);
    while (!isDone) {
      const { ids, next } = await findListedIds(segment, last);
      await eachOf(ids, (id) => indexProfileIn(generation, id, findToldCard));
      count.add(ids.length);
      [last, isDone] = [next, next === undefined];
      await noteBuildProgress(generation, segment.number, { last, isDone });
    }
  });
  return count.sum();
}

async function removeRetired(
  waitSeconds: number,
  report: ReindexOptions["report"],
): Promise<number> {
  const generations = await findGenerations();
  const { retired } = generations;
  if (retired === undefined) return 0;
  if (waitSeconds > 0) report(`The index before is removed in ${waitSeconds} seconds.`);
  await delay(waitSeconds * 1_000);
  const count = counter("items of the index before removed", report);
  await inSegments(async (segment) => {
    let start: Item | undefined;
    do {
      const { keys, next } = await findIndexItems(retired, segment, start);
      await removeAll(keys);
      count.add(keys.length);
      start = next;
    } while (start);
  });
  await forgetRetired(generations);
  return count.sum();
}

/** Ends with the first failure, once the others have come to theirs or their end. */
async function inSegments(
  run: (segment: { readonly number: number; readonly of: number }) => Promise<void>,
): Promise<void> {
  const numbers = Array.from({ length: SEGMENTS }, (_, number) => number);
  const ended = await Promise.allSettled(numbers.map((number) => run({ number, of: SEGMENTS })));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

async function eachOf(ids: readonly string[], run: (id: string) => Promise<void>): Promise<void> {
  const waiting = [...ids];
  const worker = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await run(id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function counter(what: string, report: ReindexOptions["report"]) {
  let [sum, told] = [0, Date.now()];
  return {
    add: (more: number) => {
      sum += more;
      if (Date.now() - told < REPORT_MS) return;
      told = Date.now();
      report(`${sum} ${what} so far.`);
    },
    sum: () => sum,
  };
}
