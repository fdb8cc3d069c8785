import { type Match, rankOfWords } from "../../model/directory/match.ts";
import type { Term } from "../../model/directory/search-terms.ts";
import type { DirectoryIndex, Stretch } from "./directory-index.ts";
import { type Looked, type OpenMatch, openMatches, type ReadCards } from "./open-matches.ts";
import { invalidCursor, type Progress } from "./search-cursor.ts";

/** What a search needs. */
export interface SearchParts {
  readonly terms: readonly Term[];
  readonly index: DirectoryIndex;
  readonly readCards: ReadCards;
  /** Profiles on a page. */
  readonly limit: number;
  readonly allowance: ReadAllowance;
}

/** Entries of the index after which a request reads no further stretch. */
export const MOST_ENTRIES = 2_000;
/** Cards that a request reads, and items of the vocabulary with them. */
export const MOST_CARDS = 100;

/** What a request may still read. */
export interface ReadAllowance {
  entries: number;
  cards: number;
}

/** What a request may read that has read nothing yet. */
export function readAllowance(): ReadAllowance {
  return { entries: MOST_ENTRIES, cards: MOST_CARDS };
}

/** What one request has found. */
export interface Walk {
  readonly found: readonly OpenMatch[];
  readonly total: number;
  readonly totalIsExact: boolean;
  /** Where the next page goes on; undefined after the last one. */
  readonly next: Progress | undefined;
}

/**
 * Goes on with a search until a page is full, or as much has been read as a request may. Stretch
 * after stretch of the index, and within each in the order of its matches: so pages neither repeat
 * nor leave out anybody, whoever comes or goes between them.
 * @throws Problem `invalid` for progress that was not made in this search
 */
export async function walkSearch(parts: SearchParts, from: Progress): Promise<Walk> {
  const { allowance, limit } = parts;
  const found: OpenMatch[] = [];
  let at = from;
  for (;;) {
    const terms = termsAt(parts.terms, at);
    const stretch = await readStretch(parts.index, terms, at);
    const matches = stretch.matches.filter((match) => isAhead(match, parts.terms, at));
    const enough = limit - found.length;
    const looked = await openMatches(matches, terms, parts.readCards, {
      enough,
      most: allowance.cards,
    });
    found.push(...looked.open.slice(0, enough));
    allowance.entries -= stretch.read;
    allowance.cards -= looked.count;
    const further = progressBehind(at, stretch);
    const left = Math.max(0, looked.open.length - enough) + matches.length - looked.count;
    const next = left > 0 ? progressWithin(at, stretch, matches, looked, enough) : further;
    const isSpent = allowance.entries <= 0 || allowance.cards <= 0;
    if (!next || left > 0 || found.length === limit || isSpent) {
      return {
        found,
        total: from.shown + found.length + left,
        totalIsExact: further === undefined && looked.count === matches.length,
        next: next && { ...next, shown: from.shown + found.length },
      };
    }
    at = next;
  }
}

async function readStretch(index: DirectoryIndex, terms: readonly Term[], { place }: Progress) {
  const stretch = await index.read(terms, place);
  if (!stretch) throw invalidCursor();
  return stretch;
}

/** What is looked for now: the words themselves, or those with one of them corrected. */
function termsAt(
  terms: readonly Term[],
  { corrections, correction }: Pick<Progress, "corrections" | "correction">,
): readonly Term[] {
  if (corrections.length === 0) return terms;
  const [number = -1, token = ""] = corrections[correction] ?? [];
  if (!terms[number]) throw invalidCursor();
  return terms.map((term, one) => (one === number ? { ...term, token, isBeginning: false } : term));
}

/** Not done with yet, be it in this stretch or by an earlier correction. */
function isAhead({ rank, words }: Match, terms: readonly Term[], at: Progress): boolean {
  if (rank <= at.after) return false;
  const { corrections } = at;
  return corrections
    .slice(0, at.correction)
    .every((_, correction) => !rankOfWords(words, termsAt(terms, { corrections, correction })));
}

/** Within a stretch, behind what is done with. */
function progressWithin(
  at: Progress,
  { place }: Stretch,
  matches: readonly Match[],
  { open, count }: Looked,
  enough: number,
): Progress {
  const last = open.length > enough ? open[enough - 1] : matches[count - 1];
  return { ...at, place, after: last?.rank ?? "" };
}

/** Where the search goes on once a stretch is done with; undefined at its end. */
function progressBehind(at: Progress, { next }: Stretch): Progress | undefined {
  if (next !== undefined) return { ...at, place: next, after: "" };
  const correction = at.correction + 1;
  if (correction >= at.corrections.length) return undefined;
  return { ...at, correction, place: undefined, after: "" };
}
