import { LAST, rangeOf } from "../../model/directory/posting.ts";
import type { Term } from "../../model/directory/search-terms.ts";

/** A stretch of the postings of one word. It is the same in every generation of the index. */
export interface Place {
  /** Which of the terms leads. */
  readonly driver: number;
  /** The posting before the first one; `""` at the beginning. */
  readonly start: string;
  /** The last posting; LAST at the end, `""` where it is not known yet. */
  readonly end: string;
}

/** No posting has a space in its key. */
export function packPlace({ driver, start, end }: Place): string {
  return `${driver} ${start} ${end}`;
}

/** How the key of a posting is written, which is never longer. */
const SORT = /^[!-~]{0,160}$/;

/** Undefined for what is no place of this search: the table refuses a range that ends before it begins. */
export function unpackPlace(packed: string, terms: readonly Term[]): Place | undefined {
  const [number = "", start = "", end = "", ...more] = packed.split(" ");
  const term = /^\d$/.test(number) ? terms[Number(number)] : undefined;
  if (!term || more.length > 0) return undefined;
  const { from, to } = rangeOf(term);
  const isWithin = (sort: string) =>
    SORT.test(sort) && (sort === "" || (sort >= from && sort < to));
  if (!isWithin(start) || !(end === LAST || isWithin(end))) return undefined;
  if (end !== "" && start >= end) return undefined;
  return { driver: Number(number), start, end };
}
