/** Letters that a word needs for a slip in it to be looked past, and those it may have at most. */
const LEAST_LETTERS = 5;
const MOST_LETTERS = 24;

/** Whether a word that was looked for is looked for with one wrong letter, too. */
export function isCorrectable(word: string): boolean {
  return hasLetters(word, LEAST_LETTERS);
}

/** Whether a word may be what was meant by one with a wrong letter; it may have one letter less. */
export function isInVocabulary(token: string): boolean {
  return hasLetters(token, LEAST_LETTERS - 1);
}

function hasLetters(word: string, least: number): boolean {
  return word.length >= least && word.length <= MOST_LETTERS && /^[a-z]+$/.test(word);
}

/** A word, and all that becomes of it when one letter is left out: at most 25. */
export function deletionVariants(word: string): string[] {
  const shorter = [...word].map((_, at) => word.slice(0, at) + word.slice(at + 1));
  return [...new Set([word, ...shorter])];
}

/** Whether one letter left out, added, exchanged, or two that changed places, is all the difference. */
export function isOneEditAway(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (long.length - short.length > 1 || one === other) return false;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  const areSwapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return areSwapped && short.slice(at + 2) === long.slice(at + 2);
}
