import { DIRECTORY_PAGE, type DirectorySearch } from "../../model/directory/directory-schema.ts";
import type { DirectoryPage } from "../../model/directory/directory-view.ts";
import { deletionVariants, isCorrectable } from "../../model/directory/one-edit.ts";
import { searchTerms, type Term } from "../../model/directory/search-terms.ts";
import { invalidField } from "../../model/problem.ts";
import { findCards } from "../../persistence/card-repository.ts";
import type { DirectoryIndex } from "./directory-index.ts";
import { postingIndex } from "./posting-index.ts";
import {
  type Correction,
  decodeProgress,
  encodeProgress,
  MOST_CORRECTIONS,
  type Progress,
} from "./search-cursor.ts";
import { type ReadAllowance, readAllowance, type SearchParts, walkSearch } from "./walk-search.ts";

const BEGINNING: Progress = {
  corrections: [],
  correction: 0,
  place: undefined,
  after: "",
  shown: 0,
};
const NOTHING: DirectoryPage = { found: [], total: 0, totalIsExact: true, nextCursor: null };

/**
 * Published profiles that want to be found and have all that is looked for. What the index says is
 * only where to look: whatever is answered is read from cards at this moment, consistently.
 * @throws Problem `invalid` for nothing to look for, too many words, or a cursor of another search
 */
export async function searchDirectory(
  account: string,
  search: DirectorySearch,
  index: DirectoryIndex = postingIndex(),
  readCards: SearchParts["readCards"] = findCards,
): Promise<DirectoryPage> {
  const { query, role, location, vertical, limit = DIRECTORY_PAGE } = search;
  if (![query, role, location, vertical].some(Boolean)) {
    throw invalidField("query", "missing", "Is required unless role, location or vertical is set.");
  }
  const terms = await searchTerms(search);
  const progress =
    search.cursor === undefined ? BEGINNING : decodeProgress(account, terms, search.cursor);
  if (terms.length === 0) return NOTHING;
  const parts = { terms, index, readCards, limit, allowance: readAllowance() };
  let page = await walkSearch(parts, progress);
  if (progress === BEGINNING && page.total === 0 && page.totalIsExact) {
    const corrections = await correctionsFor(terms, index, parts.allowance);
    if (corrections.length > 0) page = await walkSearch(parts, { ...BEGINNING, corrections });
  }
  const { next, ...rest } = page;
  return { ...rest, nextCursor: next ? encodeProgress(account, terms, next) : null };
}

/** Items of the vocabulary that a request reads: one more than its letters for each word. */
const MOST_VARIANTS = 50;

/**
 * Words that differ by a letter from one that was looked for: a search may have one slip. What is
 * read for them costs as much as cards do, and counts as such; words for which there is no room left
 * are taken as they are.
 */
async function correctionsFor(
  terms: readonly Term[],
  index: DirectoryIndex,
  allowance: ReadAllowance,
): Promise<readonly Correction[]> {
  let room = Math.min(MOST_VARIANTS, allowance.cards);
  const found = terms.map(async ({ token }, at) => {
    const cost = isCorrectable(token) ? deletionVariants(token).length : Number.POSITIVE_INFINITY;
    if (cost > room) return [];
    room -= cost;
    allowance.cards -= cost;
    return (await index.similarWords(token)).map((word): Correction => [at, word]);
  });
  return (await Promise.all(found)).flat().slice(0, MOST_CORRECTIONS);
}
