import { randomUUID } from "node:crypto";
import {
  directoryWords,
  emptinessOf,
  foldForCards,
  isListed,
} from "../../model/directory/directory-words.ts";
import { isInVocabulary } from "../../model/directory/one-edit.ts";
import { type Posting, postingsOf, tokenOf } from "../../model/directory/posting.ts";
import { findCard } from "../../persistence/card-repository.ts";
import { findGenerations, writtenGenerations } from "../../persistence/directory-generation.ts";
import {
  type Claim,
  changeIndexed,
  claimIndexed,
  forgetIndexed,
  type IndexChange,
  type Indexed,
  settleIndexed,
} from "../../persistence/indexed-repository.ts";
import { untilCommitted } from "../until-committed.ts";
import type { UpdateDirectory } from "./directory-index.ts";
import { settleWords } from "./settle-words.ts";

/** Makes every index that is kept say of a profile what its card says now. */
export const indexProfile: UpdateDirectory = async (profileId) => {
  for (const generation of writtenGenerations(await findGenerations())) {
    await indexProfileIn(generation, profileId);
  }
};

/**
 * The same of one index. It may be cut off at any point, repeated, and run several times at once: the
 * last run to begin takes over from the others, and it reads the card after that.
 * 1 write, 1 read; where words differ 1 transaction, 1 batch, 1 write, and a Query for each word that
 * has gone.
 * @param readCard anew each time
 * @throws Problem `conflict` when others kept taking over
 */
export async function indexProfileIn(
  generation: string,
  profileId: string,
  readCard: typeof findCard = findCard,
): Promise<void> {
  await untilCommitted(async () => {
    const claim = { generation, profileId, id: randomUUID() };
    const indexed = await claimIndexed(claim);
    const change = changeTo(indexed, await wantedPostings(profileId, readCard));
    if (change && !(await changeIndexed(claim, change))) return undefined;
    return (await finish(claim, change?.after ?? indexed)) || undefined;
  });
}

async function wantedPostings(profileId: string, readCard: typeof findCard): Promise<Posting[]> {
  const card = await readCard(profileId);
  if (!isListed(card)) return [];
  const words = directoryWords(card, await foldForCards([card]));
  return postingsOf({ profileId, words, emptiness: emptinessOf(card) });
}

/** What is to be written; undefined for nothing. */
function changeTo(indexed: Indexed, wanted: readonly Posting[]): IndexChange | undefined {
  const words = wanted[0]?.words ?? "";
  const sorts = wanted.map(({ sort }) => sort);
  const [had, has] = [new Set(indexed.sorts), new Set(sorts)];
  const deletes = indexed.sorts.filter((sort) => !has.has(sort));
  const puts = wanted.filter(({ sort }) => indexed.words !== words || !had.has(sort));
  if (deletes.length + puts.length === 0) return undefined;
  const changed = differing(indexed.sorts.map(tokenOf), sorts.map(tokenOf)).filter(isInVocabulary);
  const unsettled = [...new Set([...indexed.unsettled, ...changed])];
  return { after: { sorts, words, unsettled }, puts, deletes };
}

function differing(some: readonly string[], others: readonly string[]): string[] {
  const [one, other] = [new Set(some), new Set(others)];
  return [...one]
    .filter((word) => !other.has(word))
    .concat([...other].filter((word) => !one.has(word)));
}

async function finish(claim: Claim, { sorts, unsettled }: Indexed): Promise<boolean> {
  if (unsettled.length > 0) await settleWords(claim.generation, unsettled, sorts.map(tokenOf));
  if (sorts.length === 0) return forgetIndexed(claim);
  return unsettled.length === 0 || settleIndexed(claim);
}
