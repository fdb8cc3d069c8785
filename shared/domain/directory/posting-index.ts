import { DIRECTORY_PAGE } from "../../model/directory/directory-schema.ts";
import { isOneEditAway } from "../../model/directory/one-edit.ts";
import {
  LAST,
  matchesAmong,
  type Posting,
  type PostingRange,
  rangeOf,
} from "../../model/directory/posting.ts";
import type { Term } from "../../model/directory/search-terms.ts";
import { activeGeneration } from "../../persistence/directory-generation.ts";
import { findPostings, type PostingPage } from "../../persistence/posting-repository.ts";
import { findKinWords } from "../../persistence/vocabulary-repository.ts";
import type { DirectoryIndex, Stretch } from "./directory-index.ts";
import { type Place, packPlace, unpackPlace } from "./place.ts";

/** Postings that are read of each word at first. */
export const SAMPLE = 30;
/** Postings of a stretch at most, whose matches are sorted together. */
export const WINDOW = 500;
/** Postings that are read next at least; as many as are there already, where that is more. */
const STEP = 70;
/** Matches that a first stretch may do with: a page of them. */
const ENOUGH = DIRECTORY_PAGE;
/** Of one that is read again, and may have got more. */
const WINDOW_AGAIN = 2 * WINDOW;
const MOST_SIMILAR = 5;

/** How postings are read: 1 Query. */
export type ReadPostings = (range: PostingRange, most: number) => Promise<PostingPage>;

/**
 * The index in the table, for one request: postings of words, each with all words of its profile.
 * One word leads: its postings are read, and the others are looked for in them.
 */
export function postingIndex(read: ReadPostings = readActive): DirectoryIndex {
  const samples = new Map<string, Promise<PostingPage>>();
  const sample = (range: PostingRange) => {
    const key = `${range.from} ${range.to}`;
    const known = samples.get(key);
    if (known) return known;
    const page = read(range, SAMPLE);
    samples.set(key, page);
    return page;
  };
  return {
    read: async (terms, packed) => {
      if (packed === undefined) return firstStretch(terms, read, sample);
      const place = unpackPlace(packed, terms);
      return place && stretchAt(terms, place, read);
    },
    similarWords: async (word) => {
      const kin = await findKinWords(await activeGeneration(), word);
      const isNear = (one: string) => Number(one[0] === word[0]);
      return kin
        .filter((one) => isOneEditAway(one, word))
        .sort((one, other) => isNear(other) - isNear(one) || (one < other ? -1 : 1))
        .slice(0, MOST_SIMILAR);
    },
  };
}

async function readActive(range: PostingRange, most: number): Promise<PostingPage> {
  return findPostings(await activeGeneration(), range, most);
}

async function firstStretch(
  terms: readonly Term[],
  read: ReadPostings,
  sample: (range: PostingRange) => Promise<PostingPage>,
): Promise<Stretch> {
  const pages = await Promise.all(terms.map((term) => sample(rangeOf(term))));
  const driver = leader(terms, pages);
  const term = terms[driver] as Term;
  const range = rangeOf(term);
  let page = pages[driver] as PostingPage;
  let count = pages.reduce((sum, { postings }) => sum + postings.length, 0);
  while (!page.isLast && page.postings.length < WINDOW && !suffices(page, driver, terms, pages)) {
    const have = page.postings.length;
    const most = Math.min(Math.max(STEP, have), WINDOW - have);
    const rest = await read(after(range, page.postings), most);
    page = { postings: [...page.postings, ...rest.postings], isLast: rest.isLast };
    count += rest.postings.length;
  }
  return stretchOf(terms, { driver, start: "", end: "" }, page, count);
}

/** Whether a page of matches is there, and nothing behind can be better. */
function suffices(
  { postings }: PostingPage,
  driver: number,
  terms: readonly Term[],
  samples: readonly PostingPage[],
): boolean {
  const term = terms[driver] as Term;
  if (term.isBeginning && term.classes.length > 1) return false;
  const worst = matchesAmong(postings, rangeOf(term), terms)[ENOUGH - 1];
  return worst !== undefined && worst.rank <= bestBehind(lastOf(postings), driver, terms, samples);
}

/**
 * The rank of a profile that has the leader's word where the last posting has it, and every other
 * word in the best place where anybody has it, as far as its first posting tells.
 */
function bestBehind(
  last: string,
  driver: number,
  terms: readonly Term[],
  samples: readonly PostingPage[],
): string {
  const firsts = samples.map(
    ({ postings }, at) => (at === driver ? last : postings[0]?.sort) ?? "",
  );
  const isWhole = firsts.map((sort, at) => sort.startsWith(`${terms[at]?.token}#`));
  const classes = terms.map((term, at) =>
    term.isBeginning && at !== driver ? term.classes[0] : classOf(firsts[at] ?? ""),
  );
  const beginnings = isWhole.filter((one) => !one).length;
  const rest = isWhole[driver] ? last.slice(last.indexOf("#") + 2) : "";
  return `${classes.sort().join("")}${beginnings}${rest}`;
}

function classOf(sort: string): number {
  return Number(sort[sort.indexOf("#") + 1]);
}

/**
 * The word whose postings are fewest, where that is known; else the one of whose first postings most
 * have the other words, too.
 */
function leader(terms: readonly Term[], pages: readonly PostingPage[]): number {
  const merit = pages.map(({ postings, isLast }, at) => {
    if (isLast) return 2 + SAMPLE - postings.length;
    const matches = matchesAmong(postings, rangeOf(terms[at] as Term), terms);
    return matches.length / postings.length;
  });
  return merit.indexOf(Math.max(...merit));
}

async function stretchAt(terms: readonly Term[], place: Place, read: ReadPostings) {
  const range = rangeOf(terms[place.driver] as Term);
  const from = place.start === "" ? range.from : behind(place.start);
  if (place.end === "") {
    const page = await read({ ...range, from }, WINDOW);
    return stretchOf(terms, place, page, page.postings.length);
  }
  const to = place.end === LAST ? range.to : place.end;
  const { postings } = await read({ ...range, from, to }, WINDOW_AGAIN);
  return stretchOf(terms, place, { postings, isLast: place.end === LAST }, postings.length);
}

function stretchOf(
  terms: readonly Term[],
  { driver, start, end }: Place,
  { postings, isLast }: PostingPage,
  read: number,
): Stretch {
  const last = isLast ? LAST : end || lastOf(postings);
  const range = rangeOf(terms[driver] as Term);
  return {
    matches: matchesAmong(postings, range, terms),
    place: packPlace({ driver, start, end: last }),
    next: isLast ? undefined : packPlace({ driver, start: last, end: "" }),
    read,
  };
}

function after(range: PostingRange, postings: readonly Posting[]): PostingRange {
  return { ...range, from: behind(lastOf(postings)) };
}

function lastOf(postings: readonly Posting[]): string {
  return postings.at(-1)?.sort ?? "";
}

/** Sorts right behind a posting. */
function behind(sort: string): string {
  return `${sort} `;
}
