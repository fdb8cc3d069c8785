import type { Match } from "../../model/directory/match.ts";
import type { Term } from "../../model/directory/search-terms.ts";

/** A part of the index that was read whole. */
export interface Stretch {
  /** All that match in it, in the order of the answer. */
  readonly matches: readonly Match[];
  /** Where it is, to be read again: whoever came or went meanwhile, it has the same bounds. */
  readonly place: string;
  /** Where the part after it begins; undefined when there is none. */
  readonly next: string | undefined;
  /** Entries that were read for it. */
  readonly read: number;
}

/**
 * What finds profiles. It may be late and say too much: an answer is made of the cards of what it
 * finds. All of a search's matches are in just one of its stretches.
 */
export interface DirectoryIndex {
  /**
   * Reads a stretch of what has all the terms.
   * @param place where; undefined for the first one
   * @returns undefined for a place that is not in this search
   */
  read(terms: readonly Term[], place: string | undefined): Promise<Stretch | undefined>;
  /** Words of profiles that somebody may have meant by this one; at most 5, the likeliest first. */
  similarWords(word: string): Promise<readonly string[]>;
}

/** The other half, for the stream's consumer: makes the index say of a profile what its card says. */
export type UpdateDirectory = (profileId: string) => Promise<void>;
