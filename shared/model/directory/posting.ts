import { type DirectoryWord, packWords, unpackWords } from "./directory-words.ts";
import { inOrder, type Match, rankOfWords } from "./match.ts";
import type { Term } from "./search-terms.ts";

/** An entry of the index: one word of one profile. */
export interface Posting {
  /** `<token>#<class><emptiness>#<profile id>`: whole words come before longer ones. */
  readonly sort: string;
  /** All words of the profile, packed. */
  readonly words: string;
}

/** A part of the index, in the order of its postings. Both ends belong to it. */
export interface PostingRange {
  /** The first two letters, under which postings lie together. */
  readonly letters: string;
  readonly from: string;
  readonly to: string;
}

/** Sorts behind all that can follow. */
export const LAST = "~";

/** What a profile is found by, and how full it is. */
export interface Listing {
  readonly profileId: string;
  readonly words: readonly DirectoryWord[];
  readonly emptiness: number;
}

/** All postings of a profile. */
export function postingsOf({ profileId, words, emptiness }: Listing): Posting[] {
  const packed = packWords(words);
  return words.map((word) => ({
    sort: `${wordSort(word)}${emptiness}#${profileId}`,
    words: packed,
  }));
}

/** The partition a posting or a token lies in. */
export function lettersOf(sort: string): string {
  return sort.slice(0, 2);
}

/** The word that a posting stands for. */
export function tokenOf(sort: string): string {
  return sort.slice(0, sort.indexOf("#"));
}

/**
 * Where the postings lie that a term can be found by. The whole word in better places than those asked
 * for is left out: many people may be called like a city.
 */
export function rangeOf({ token, isBeginning, classes }: Term): PostingRange {
  const letters = lettersOf(token);
  const to = isBeginning ? `${token}${LAST}` : `${token}#${classes.at(-1)}${LAST}`;
  return { letters, from: `${token}#${classes[0]}`, to };
}

/** Everything there is of a word. */
export function rangeOfToken(token: string): PostingRange {
  return { letters: lettersOf(token), from: `${token}#`, to: `${token}#${LAST}` };
}

/**
 * What postings of one range say, in the order of the answer. A profile that has several postings in
 * the range counts at its first one, and so once, in whatever parts the range is read.
 */
export function matchesAmong(
  postings: readonly Posting[],
  range: PostingRange,
  terms: readonly Term[],
): Match[] {
  const matches: Match[] = [];
  for (const posting of postings) {
    // Most have not all of it, and are not taken apart for that.
    if (!terms.every(({ token }) => posting.words.includes(token))) continue;
    const words = unpackWords(posting.words);
    const rank = rankOfWords(words, terms);
    if (rank === undefined || !isFirst(posting, words, range)) continue;
    const rest = posting.sort.slice(posting.sort.indexOf("#") + 2);
    matches.push({ profileId: rest.slice(2), rank: `${rank}${rest}`, words });
  }
  return inOrder(matches);
}

function isFirst({ sort }: Posting, words: readonly DirectoryWord[], range: PostingRange): boolean {
  const inRange = words.map(wordSort).filter((one) => one >= range.from && one <= range.to);
  const first = inRange.reduce((least, one) => (one < least ? one : least), LAST);
  return sort.startsWith(first);
}

function wordSort({ token, wordClass }: DirectoryWord): string {
  return `${token}#${wordClass}`;
}
