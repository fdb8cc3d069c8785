import { deletionVariants } from "../model/directory/one-edit.ts";
import { getItems } from "./get-items.ts";
import { type Key, typoKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import type { Item } from "./table.ts";
import { type Step, transact } from "./transaction.ts";

/*
 * The vocabulary of an index: each word lies under all that becomes of it when a letter is left out,
 * and under itself. A word enters and leaves whole, in one transaction.
 */

/** Which of at most 100 words the vocabulary has: 1 consistent batch. */
export async function findKnownWords(
  generation: string,
  words: readonly string[],
): Promise<ReadonlySet<string>> {
  const wordsOf = await findWordsUnder(generation, words);
  return new Set(words.filter((word) => wordsOf(word).has(word)));
}

/** The words that share a variant with this one: 1 consistent batch of at most 25. */
export async function findKinWords(generation: string, word: string): Promise<readonly string[]> {
  const variants = deletionVariants(word);
  const wordsOf = await findWordsUnder(generation, variants);
  return [...new Set(variants.flatMap((variant) => [...wordsOf(variant)]))];
}

/**
 * Enters a word: 1 transaction of at most 26 items.
 * @param posting of the word
 * @returns false when the posting is gone
 */
export async function enterWord(generation: string, word: string, posting: Key): Promise<boolean> {
  const steps: Step<string>[] = deletionVariants(word).map((variant) => ({
    label: variant,
    write: {
      Update: {
        Key: typoKey(generation, variant),
        UpdateExpression: "ADD tokens :word SET schemaVersion = :schema",
        ExpressionAttributeValues: { ":word": new Set([word]), ":schema": SCHEMA_VERSION },
      },
    },
  }));
  const isThere = { Key: posting, ConditionExpression: "attribute_exists(pk)" };
  steps.push({ label: "posting", write: { ConditionCheck: isThere } });
  return (await transact(steps)).size === 0;
}

/**
 * Takes a word out, and with it what only it lay under: 1 batch and 1 transaction of at most 25.
 * @returns false when others changed what it lay under meanwhile
 */
export async function removeWord(generation: string, word: string): Promise<boolean> {
  const variants = deletionVariants(word);
  const wordsOf = await findWordsUnder(generation, variants);
  const steps = variants
    .filter((variant) => wordsOf(variant).has(word))
    .map((variant) => removal(typoKey(generation, variant), variant, word, wordsOf(variant).size));
  return steps.length === 0 || (await transact(steps)).size === 0;
}

/** The condition is the same either way: that it is still, or still not, the only word there. */
function removal(Key: Key, label: string, word: string, size: number): Step<string> {
  const condition = (comparison: string, values: Item) => ({
    Key,
    ConditionExpression: `size(tokens) ${comparison} :one AND contains(tokens, :text)`,
    ExpressionAttributeValues: { ":one": 1, ":text": word, ...values },
  });
  return size === 1
    ? { label, write: { Delete: condition("=", {}) } }
    : {
        label,
        write: {
          Update: {
            ...condition(">", { ":word": new Set([word]) }),
            UpdateExpression: "DELETE tokens :word",
          },
        },
      };
}

async function findWordsUnder(generation: string, variants: readonly string[]) {
  const items = await getItems(variants.map((variant) => typoKey(generation, variant)));
  const found = new Map(items.map(({ pk, tokens }) => [String(pk), tokens as Set<string>]));
  const none: ReadonlySet<string> = new Set();
  return (variant: string) => found.get(typoKey(generation, variant).pk) ?? none;
}
