import { seeded } from "../search/synthetic-people.ts";
import { amount } from "./inputs.ts";

/** What searches of a directory put on its most searched word. */
export interface SearchedWords {
  readonly profiles: number;
  /** Read units of a search at all postings, on average. */
  readonly units: number;
  /** Those at the word that takes most. */
  readonly hottest: number;
  /** Searches a second at which that word's first postings take a whole partition. */
  readonly ceiling: number;
}

const SAMPLES = 50_000;
/** Postings that are read of each word at first. */
const FIRST = 30;
/** Eventually consistent: half a unit for each 4 KB. */
const BYTES_OF_UNIT = 8_192;

/**
 * Searches for words that are as common in searches as in profiles: the n-th has 1/n of the first
 * one's share (Zipf). The rarer of two words leads, and its first stretch is read.
 */
export function searchedWords(profiles: number, seed = 1): SearchedWords {
  const random = seeded(seed);
  const shares = zipf(amount("words"));
  const load = new Map<number, number>();
  const add = (word: number, postings: number) => {
    load.set(word, (load.get(word) ?? 0) + unitsOf(postings));
  };
  const has = (word: number) => profiles * amount("wordsOfProfile") * shareOf(shares, word);
  for (let search = 0; search < SAMPLES; search += 1) {
    const words = [pick(shares, random())];
    if (random() >= amount("oneWord")) words.push(pick(shares, random()));
    for (const word of words) add(word, Math.min(FIRST, has(word)));
    const leader = Math.max(...words);
    if (has(leader) > FIRST) add(leader, Math.min(amount("stretch"), has(leader)) - FIRST);
  }
  const units = [...load.values()].map((of) => of / SAMPLES);
  const hottest = Math.max(...units);
  const all = units.reduce((total, of) => total + of, 0);
  return { profiles, units: all, hottest, ceiling: amount("partitionReads") / hottest };
}

/** The shares of the words up to each, the last being 1. */
function zipf(words: number): Float64Array {
  const upTo = new Float64Array(words);
  let total = 0;
  for (let word = 0; word < words; word += 1) upTo[word] = total += 1 / (word + 1);
  return upTo.map((share) => share / total);
}

function shareOf(upTo: Float64Array, word: number): number {
  return (upTo[word] ?? 0) - (upTo[word - 1] ?? 0);
}

/** The word at a place between 0 and 1: the rank, beginning with 0. */
function pick(upTo: Float64Array, place: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function unitsOf(postings: number): number {
  return Math.max(0.5, Math.ceil((2 * postings * amount("postingBytes")) / BYTES_OF_UNIT) / 2);
}
