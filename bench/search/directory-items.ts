import { marshall } from "@aws-sdk/util-dynamodb";
import {
  directoryWords,
  emptinessOf,
  foldForCards,
} from "../../shared/model/directory/directory-words.ts";
import { deletionVariants, isInVocabulary } from "../../shared/model/directory/one-edit.ts";
import { lettersOf, postingsOf, tokenOf } from "../../shared/model/directory/posting.ts";
import { cardKey, postingPartition, typoKey } from "../../shared/persistence/keys.ts";
import type { RawItem } from "../growth/raw-items.ts";
import type { Person } from "./synthetic-people.ts";

const GENERATION = "0";

/** What a directory of these people is in the table: cards, postings, and the vocabulary. */
export async function directoryItems(people: readonly Person[]): Promise<RawItem[]> {
  const fold = await foldForCards(people.map(({ card }) => card));
  const items: RawItem[] = [];
  const vocabulary = new Map<string, Set<string>>();
  for (const { id, card } of people) {
    items.push(raw({ ...cardKey(id), ...card }));
    const words = directoryWords(card, fold);
    for (const { sort, words: packed } of postingsOf({
      profileId: id,
      words,
      emptiness: emptinessOf(card),
    })) {
      items.push(
        raw({ pk: postingPartition(GENERATION, lettersOf(sort)), sk: sort, words: packed }),
      );
      enter(vocabulary, tokenOf(sort));
    }
  }
  for (const [variant, tokens] of vocabulary) {
    items.push(raw({ ...typoKey(GENERATION, variant), tokens }));
  }
  return items;
}

function enter(vocabulary: Map<string, Set<string>>, token: string): void {
  if (!isInVocabulary(token) || vocabulary.get(token)?.has(token)) return;
  for (const variant of deletionVariants(token)) {
    vocabulary.set(variant, (vocabulary.get(variant) ?? new Set()).add(token));
  }
}

function raw(item: object): RawItem {
  return marshall(item, { removeUndefinedValues: true }) as unknown as RawItem;
}
