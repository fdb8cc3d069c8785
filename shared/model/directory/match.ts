import type { DirectoryWord } from "./directory-words.ts";
import type { Term } from "./search-terms.ts";

/** A profile that has all that is looked for. */
export interface Match {
  readonly profileId: string;
  /** Sorts as the answer does: names before titles before companies, whole words before beginnings. */
  readonly rank: string;
  /** All words of the profile, as the index has them. */
  readonly words: readonly DirectoryWord[];
}

/** Matches as the answer has them. */
export function inOrder(matches: readonly Match[]): Match[] {
  return matches.toSorted((one, other) => (one.rank < other.rank ? -1 : 1));
}

/** Whether one word of a profile is what a term asks for. */
export function isWordOf({ token, isBeginning, classes }: Term, word: DirectoryWord): boolean {
  const isSame = isBeginning ? word.token.startsWith(token) : word.token === token;
  return isSame && classes.includes(word.wordClass);
}

/**
 * Where words that must all be found are found best; undefined unless all are.
 * @returns the classes of all terms, the best one first, then how many are beginnings only
 */
export function rankOfWords(
  words: readonly DirectoryWord[],
  terms: readonly Term[],
): string | undefined {
  const classes: number[] = [];
  let beginnings = 0;
  for (const term of terms) {
    const found = words.filter((word) => isWordOf(term, word));
    if (found.length === 0) return undefined;
    const best = Math.min(...found.map(({ wordClass }) => wordClass));
    classes.push(best);
    const isWhole = found.some(
      ({ token, wordClass }) => wordClass === best && token === term.token,
    );
    if (!isWhole) beginnings += 1;
  }
  return `${classes.sort().join("")}${beginnings}`;
}
