import {
  type DirectoryCard,
  directoryWords,
  emptinessOf,
  foldForCards,
  isListed,
} from "../../shared/model/directory/directory-words.ts";
import { deletionVariants, isInVocabulary } from "../../shared/model/directory/one-edit.ts";
import { lettersOf, postingsOf, tokenOf } from "../../shared/model/directory/posting.ts";
import { indexedKey, postingPartition, typoKey } from "../../shared/persistence/keys.ts";
import type { TableItem } from "./plain-item.ts";

/** By key, what says nothing of who wrote it. */
export type IndexFacts = Readonly<Record<string, unknown>>;

/** What an index must consist of, by the cards there are. */
export async function indexOfCards(
  items: readonly TableItem[],
  generation: string,
): Promise<IndexFacts> {
  const facts: Record<string, unknown> = {};
  const kin = new Map<string, Set<string>>();
  for (const item of items) {
    const card = item as unknown as DirectoryCard;
    if (item.sk !== "CARD" || !isListed(card)) continue;
    const profileId = String(item.pk).slice("PROFILE#".length);
    const words = directoryWords(card, await foldForCards([card]));
    const postings = postingsOf({ profileId, words, emptiness: emptinessOf(card) });
    for (const posting of postings) {
      const pk = postingPartition(generation, lettersOf(posting.sort));
      facts[`${pk} ${posting.sort}`] = posting.words;
      const token = tokenOf(posting.sort);
      for (const variant of isInVocabulary(token) ? deletionVariants(token) : []) {
        kin.set(variant, new Set([...(kin.get(variant) ?? []), token]));
      }
    }
    if (postings.length === 0) continue;
    const key = indexedKey(generation, profileId);
    facts[`${key.pk} ${key.sk}`] = postings.map(({ sort }) => sort).sort();
  }
  for (const [variant, tokens] of kin) {
    const key = typoKey(generation, variant);
    facts[`${key.pk} ${key.sk}`] = [...tokens].sort();
  }
  return facts;
}

/** What the indexes consist of; words that are not settled are told, too. */
export function indexInTable(items: readonly TableItem[]): IndexFacts {
  const ofIndex = items.filter(({ pk }) => /^DIR[FT]?#/.test(String(pk)));
  return Object.fromEntries(
    ofIndex.map(({ pk, sk, words, postings, tokens, unsettled }) => {
      const open = (unsettled as string[] | undefined) ?? [];
      if (open.length > 0) return [`${pk} ${sk}`, { unsettled }];
      if (postings) return [`${pk} ${sk}`, [...(postings as string[])].sort()];
      if (tokens) return [`${pk} ${sk}`, [...(tokens as Set<string>)].sort()];
      return [`${pk} ${sk}`, words];
    }),
  );
}
