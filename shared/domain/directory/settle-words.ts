import { findPostingOf } from "../../persistence/posting-repository.ts";
import { enterWord, findKnownWords, removeWord } from "../../persistence/vocabulary-repository.ts";
import { untilCommitted } from "../until-committed.ts";

/**
 * Makes the vocabulary have each of these words if, and only if, a profile has it. Whoever has made
 * a posting or removed one settles its word afterwards, and again until it was not cut off: then
 * the vocabulary is right in the end, whoever works on the same word at the same time.
 * @param present those of which the caller has just made postings
 */
export async function settleWords(
  generation: string,
  words: readonly string[],
  present: readonly string[],
): Promise<void> {
  const known = await findKnownWords(generation, words);
  // One after another: words that are alike lie under the same variants.
  for (const word of words) {
    if (known.has(word) && present.includes(word)) continue;
    await untilCommitted(async () => (await isSettled(generation, word)) || undefined);
  }
}

/** One step towards it; true when it is so. */
async function isSettled(generation: string, word: string): Promise<boolean> {
  const [known, posting] = await Promise.all([
    findKnownWords(generation, [word]),
    findPostingOf(generation, word),
  ]);
  if (known.has(word) === (posting !== undefined)) return true;
  if (posting) return enterWord(generation, word, posting);
  await removeWord(generation, word);
  // Somebody may have made a posting just before it went, and have found the word still there.
  return false;
}
