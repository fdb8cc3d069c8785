import type { Key } from "../../../shared/persistence/keys.ts";
import {
  findOwnedLeftovers,
  findStripProgress,
  forgetStripProgress,
  isSlugKey,
  listReserved,
  noteStripProgress,
  stripTombstone,
} from "../../../shared/persistence/tombstone-scan.ts";

/** Parts of the table that are read side by side, and tombstones of each that are written at once. */
const SEGMENTS = 8;
const AT_ONCE = 25;

/**
 * Takes the account off every tombstone that an earlier release wrote, and has accounts know of slugs
 * that are kept for them. It may be ended anywhere: the next
 * run goes on where it was. Costs 256 read units for each 1 MB of the table, and a write for each.
 * @param tell how far it is, after each page that had any
 * @returns how many this run has changed
 */
export async function stripTombstones(tell: (line: string) => void): Promise<number> {
  let stripped = 0;
  const numbers = Array.from({ length: SEGMENTS }, (_, number) => number);
  const ended = await Promise.allSettled(
    numbers.map(async (number) => {
      let { last, isDone } = await findStripProgress(number);
      while (!isDone) {
        const { keys, next } = await findOwnedLeftovers({ number, of: SEGMENTS }, last);
        for (let from = 0; from < keys.length; from += AT_ONCE) {
          await Promise.all(keys.slice(from, from + AT_ONCE).map(settle));
        }
        stripped += keys.length;
        if (keys.length > 0) tell(`${stripped} tombstones and kept slugs so far.`);
        [last, isDone] = [next, next === undefined];
        await noteStripProgress(number, { last, isDone });
      }
    }),
  );
  for (const one of ended) if (one.status === "rejected") throw one.reason;
  for (const number of numbers) await forgetStripProgress(number);
  return stripped;
}

function settle(key: Key): Promise<void> {
  return isSlugKey(key) ? listReserved(key) : stripTombstone(key);
}
