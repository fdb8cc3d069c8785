import { DIRECTORY_PAGE } from "../../model/directory/directory-schema.ts";
import { inOrder, type Match } from "../../model/directory/match.ts";
import { isOneEditAway } from "../../model/directory/one-edit.ts";
import { LAST, matchesAmong, type PostingRange, rangeOf } from "../../model/directory/posting.ts";
import type { Term } from "../../model/directory/search-terms.ts";
import { activeGeneration } from "../../persistence/directory-generation.ts";
import { findPostings, type PostingPage } from "../../persistence/posting-repository.ts";
import { findKinWords } from "../../persistence/vocabulary-repository.ts";
import { chooseLeader, firstReads } from "./choose-leader.ts";
import type { DirectoryIndex, Stretch } from "./directory-index.ts";
import { type Place, packPlace, unpackPlace } from "./place.ts";

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
  const sample: ReadPostings = (range, most) => {
    const key = `${range.from} ${range.to}`;
    const known = samples.get(key);
    if (known) return known;
    const page = read(range, most);
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
  sample: ReadPostings,
): Promise<Stretch> {
  const sizes = firstReads(terms);
  const pages = await Promise.all(
    terms.map((term, at) => sample(rangeOf(term), sizes[at] as number)),
  );
  const driver = chooseLeader(terms, pages);
  const range = rangeOf(terms[driver] as Term);
  const search: Sampled = { terms, pages, driver };
  let part = partOf(terms, driver, pages[driver] as PostingPage);
  let count = pages.reduce((sum, { postings }) => sum + postings.length, 0);
  while (!part.isLast && part.size < WINDOW) {
    const most = neededNext(part, search);
    if (most === 0) break;
    const further = await read({ ...range, from: behind(part.last) }, most);
    const rest = partOf(terms, driver, further);
    part = joined(part, rest);
    count += rest.size;
  }
  return stretchOf({ driver, start: "", end: "" }, part, count);
}

/** A search of which the first postings of each word were read. */
interface Sampled {
  readonly terms: readonly Term[];
  readonly pages: readonly PostingPage[];
  /** Which of the words leads. */
  readonly driver: number;
}

/** Postings of the leader, looked through. */
interface Part extends Pick<PostingPage, "isLast"> {
  /** In the order of the answer. */
  readonly matches: readonly Match[];
  /** The key of the last posting; `""` for none. */
  readonly last: string;
  readonly size: number;
}

function partOf(terms: readonly Term[], driver: number, { postings, isLast }: PostingPage): Part {
  const matches = matchesAmong(postings, rangeOf(terms[driver] as Term), terms);
  return { matches, last: postings.at(-1)?.sort ?? "", size: postings.length, isLast };
}

function joined(part: Part, rest: Part): Part {
  return {
    matches: inOrder([...part.matches, ...rest.matches]),
    last: rest.last || part.last,
    size: part.size + rest.size,
    isLast: rest.isLast,
  };
}

/**
 * How many postings of the leader to read next, at most: none once a page of matches is there and
 * nothing behind can be better. As many as a page takes if matches come on as they did so far.
 */
function neededNext({ matches, last, size }: Part, search: Sampled): number {
  const left = WINDOW - size;
  const { isBeginning, classes } = search.terms[search.driver] as Term;
  if (isBeginning && classes.length > 1) return left;
  const worst = matches[ENOUGH - 1];
  if (worst && worst.rank <= bestBehind(last, search)) return 0;
  const needed = Math.ceil((size * ENOUGH) / (matches.length + 1)) - size;
  return Math.min(left, Math.max(STEP, size, needed));
}

/**
 * The rank of a profile that has the leader's word where the last posting has it, and every other
 * word in the best place where anybody has it, as far as its first posting tells.
 */
function bestBehind(last: string, { terms, pages, driver }: Sampled): string {
  const firsts = pages.map(({ postings }, at) => (at === driver ? last : postings[0]?.sort) ?? "");
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

async function stretchAt(terms: readonly Term[], place: Place, read: ReadPostings) {
  const { driver, start, end } = place;
  const range = rangeOf(terms[driver] as Term);
  const from = start === "" ? range.from : behind(start);
  if (end === "") {
    const part = partOf(terms, driver, await read({ ...range, from }, WINDOW));
    return stretchOf(place, part, part.size);
  }
  const to = end === LAST ? range.to : end;
  const part = partOf(terms, driver, await read({ ...range, from, to }, WINDOW_AGAIN));
  return stretchOf(place, { ...part, isLast: end === LAST }, part.size);
}

function stretchOf({ driver, start, end }: Place, part: Part, read: number): Stretch {
  const last = part.isLast ? LAST : end || part.last;
  return {
    matches: part.matches,
    place: packPlace({ driver, start, end: last }),
    next: part.isLast ? undefined : packPlace({ driver, start: last, end: "" }),
    read,
  };
}

/** Sorts right behind a posting. */
function behind(sort: string): string {
  return `${sort} `;
}
