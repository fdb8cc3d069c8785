import type { Found } from "../../model/directory/directory-view.ts";
import { directoryWords, foldForCards, isListed } from "../../model/directory/directory-words.ts";
import { type Match, rankOfWords } from "../../model/directory/match.ts";
import type { Term } from "../../model/directory/search-terms.ts";
import type { ProfileCard } from "../../model/profile/profile-card.ts";

/** Cards by profile id, read consistently. */
export type ReadCards = (ids: readonly string[]) => Promise<ReadonlyMap<string, ProfileCard>>;

/** Cards read at once. */
const BATCH = 20;

/** A match that may be shown. */
export interface OpenMatch extends Found {
  readonly rank: string;
}

/** What became of matches. */
export interface Looked {
  /** Those that may be shown, in their order; there may be more than were asked for. */
  readonly open: readonly OpenMatch[];
  /** How many were looked at, from the first on. */
  readonly count: number;
}

/**
 * Reads the cards of matches until enough may be shown: the profile is public, wants to be found, and
 * still has the words. Few matches are all looked at, so that their number is known.
 * @param enough how many are to be shown
 * @param most cards that may be read
 */
export async function openMatches(
  matches: readonly Match[],
  terms: readonly Term[],
  read: ReadCards,
  { enough, most }: { readonly enough: number; readonly most: number },
): Promise<Looked> {
  const open: OpenMatch[] = [];
  let count = 0;
  while (count < matches.length && open.length < enough && count < most) {
    const left = matches.length - count;
    const size = Math.min(left <= BATCH ? left : enough - open.length, most - count);
    const batch = matches.slice(count, count + size);
    open.push(...(await stillOpen(batch, terms, read)));
    count += batch.length;
  }
  return { open, count };
}

async function stillOpen(batch: readonly Match[], terms: readonly Term[], read: ReadCards) {
  const cards = await read(batch.map(({ profileId }) => profileId));
  const fold = await foldForCards([...cards.values()]);
  return batch.flatMap(({ profileId, rank }) => {
    const card = cards.get(profileId);
    if (!card || !isListed(card)) return [];
    const isFound = rankOfWords(directoryWords(card, fold), terms) !== undefined;
    return isFound ? [{ profileId, rank, card }] : [];
  });
}
