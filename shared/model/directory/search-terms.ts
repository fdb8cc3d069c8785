import { invalidField } from "../problem.ts";
import { exactToken, WORD_CLASS, type WordClass } from "./directory-words.ts";
import { type Fold, foldFor } from "./fold.ts";
import { askedWords } from "./split-text.ts";

/** One thing that a profile must have to be found. */
export interface Term {
  readonly token: string;
  /** Also found by longer words that begin so. */
  readonly isBeginning: boolean;
  /** Where it counts, in ascending order. */
  readonly classes: readonly WordClass[];
}

/** What somebody looks for; a field that is left out says nothing. */
export interface SearchFields {
  readonly query?: string | undefined;
  readonly role?: string | undefined;
  readonly location?: string | undefined;
  readonly vertical?: string | undefined;
}

/** Words that one search may ask for, particles and single letters not counted. */
export const MOST_TERMS = 8;

const { name, title, vertical, company, location } = WORD_CLASS;

const FIELD_CLASSES = {
  query: [name, title, company],
  role: [title, vertical],
  location: [location],
} as const;

/** Words that tell nobody apart, in the languages that have most of them in names and titles. */
const PARTICLES = new Set(
  (
    "de del della di da do dos das du des la le les el los las van von vom der den het ter ten zu zum " +
    "zur af av al ibn bin und and et of the for at in"
  ).split(" "),
);

/**
 * What a profile must have, all of it, in any order.
 * @throws Problem `invalid` for more than 8 words
 */
export async function searchTerms(fields: SearchFields): Promise<Term[]> {
  const names = Object.keys(FIELD_CLASSES) as (keyof typeof FIELD_CLASSES)[];
  const fold = await foldFor(names.map((field) => fields[field] ?? ""));
  const terms = new Map<string, Term>();
  if (fields.vertical) add(terms, exactTerm(fields.vertical));
  for (const field of names) {
    for (const term of termsOfField(fields[field] ?? "", FIELD_CLASSES[field], fold)) {
      add(terms, term);
    }
    if (terms.size > MOST_TERMS) {
      throw invalidField(field, "too_many_words", `Must be at most ${MOST_TERMS} words in all.`);
    }
  }
  return [...terms.values()];
}

function exactTerm(slug: string): Term {
  return { token: exactToken(slug), isBeginning: false, classes: [vertical] };
}

/** The same word twice is one; as a beginning it asks for less. */
function add(terms: Map<string, Term>, term: Term): void {
  const key = `${term.classes} ${term.token}`;
  if (!terms.has(key) || !term.isBeginning) terms.set(key, term);
}

function termsOfField(text: string, classes: readonly WordClass[], fold: Fold): Term[] {
  const words = askedWords(text, fold);
  const telling = words.filter(({ token }) => !PARTICLES.has(token));
  const asked = telling.length > 0 ? telling : words;
  const last = endsInWord(text, fold) ? words.at(-1) : undefined;
  return asked.map((word) => ({
    token: word.token,
    isBeginning: word.isOpen || word === last,
    classes,
  }));
}

/** Whether the last thing written is a word that counts, and no single letter. */
function endsInWord(text: string, fold: Fold): boolean {
  const [last = ""] = text.trim().split(/\s+/).slice(-1);
  return askedWords(last, fold).length > 0;
}
