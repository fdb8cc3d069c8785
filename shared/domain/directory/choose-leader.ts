import { WORD_CLASS } from "../../model/directory/directory-words.ts";
import { matchesAmong, type Posting, rangeOf, tokenOf } from "../../model/directory/posting.ts";
import type { Term } from "../../model/directory/search-terms.ts";
import type { PostingPage } from "../../persistence/posting-repository.ts";

/** Postings that are read of a word at first, at most. */
const SAMPLE = 30;
/** Of the word that most likely leads, so that there is often no second Query of it. */
const LIKELY = 100;
/** Of a word that most likely does not lead: enough to tell how rare it is. */
const UNLIKELY = 10;

/**
 * How many postings of each word to read at first; at most 310 for the 8 words of a search. Names tell
 * people apart best, and places better than roles do.
 */
export function firstReads(terms: readonly Term[]): number[] {
  const places = terms.filter(isOfPlaces);
  const isOfRoleOnly = (term: Term) => !isOfNames(term) && !isOfPlaces(term);
  if (terms.every(isOfPlaces) || terms.every(isOfRoleOnly)) return terms.map(() => SAMPLE);
  const likely = terms.some(isOfNames) ? undefined : longestOf(places);
  return terms.map((term) => {
    if (term === likely) return LIKELY;
    return isOfRoleOnly(term) ? UNLIKELY : SAMPLE;
  });
}

function longestOf(terms: readonly Term[]): Term | undefined {
  return terms.toSorted((one, other) => other.token.length - one.token.length)[0];
}

function isOfNames({ classes }: Term): boolean {
  return classes[0] === WORD_CLASS.name;
}

function isOfPlaces({ classes }: Term): boolean {
  return classes[0] === WORD_CLASS.location;
}

/**
 * The number of the word whose postings are looked through for the others: the one with the fewest, as
 * far as the first of each tell. Where some are all there, that is known. Else it is the rarest of
 * those that can be compared, or another one of whose postings more have all the words.
 */
export function chooseLeader(terms: readonly Term[], pages: readonly PostingPage[]): number {
  const whole = bestOf(pages, ({ postings, isLast }) => (isLast ? -postings.length : undefined));
  if (whole !== undefined) return whole;
  const least = Math.min(...pages.map(({ postings }) => postings.length));
  const places = pages.map(({ postings }, at) =>
    placeOf(postings.slice(0, least), terms[at] as Term),
  );
  const rarest = bestOf(pages, (_, at) => places[at]);
  const densest = bestOf(pages, ({ postings }, at) => {
    if (at !== rarest && places[at] !== undefined) return undefined;
    return matchesAmong(postings, rangeOf(terms[at] as Term), terms).length / postings.length;
  });
  return densest ?? 0;
}

/**
 * How far the first postings of a word go: those of a rare word come to emptier profiles than as many
 * of a common one. Undefined where they are of several words or classes, which tells nothing of how
 * many there are of the last.
 */
function placeOf(postings: readonly Posting[], term: Term): string | undefined {
  const [first, last] = [postings[0]?.sort ?? "", postings.at(-1)?.sort ?? ""];
  const head = first.slice(0, first.indexOf("#") + 2);
  const isWhole = tokenOf(first) === term.token;
  return isWhole && last.startsWith(head) ? last.slice(head.length) : undefined;
}

/** The number of the one with the highest merit, the first of several; undefined when none has any. */
function bestOf<T extends number | string>(
  pages: readonly PostingPage[],
  meritOf: (page: PostingPage, at: number) => T | undefined,
): number | undefined {
  let best: { readonly at: number; readonly merit: T } | undefined;
  pages.forEach((page, at) => {
    const merit = meritOf(page, at);
    if (merit !== undefined && (best === undefined || merit > best.merit)) best = { at, merit };
  });
  return best?.at;
}
