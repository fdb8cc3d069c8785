import { type Fold, foldFor } from "./fold.ts";
import { indexedTokens } from "./split-text.ts";

/** Where a word of a profile stands, the most telling place first. */
export const WORD_CLASS = { name: 1, title: 2, vertical: 3, company: 4, location: 5 } as const;
/** One of {@link WORD_CLASS}. */
export type WordClass = (typeof WORD_CLASS)[keyof typeof WORD_CLASS];

/** A word of a profile. */
export interface DirectoryWord {
  readonly token: string;
  readonly wordClass: WordClass;
}

/** What the directory knows of a profile: part of its card. */
export interface DirectoryCard {
  readonly state: "draft" | "public" | "withheld" | "removed";
  /** Undefined in a card that the release before the directory wrote. */
  readonly discoverable?: boolean;
  readonly name?: string;
  readonly title?: string;
  readonly vertical?: string;
  readonly company?: string;
  readonly location?: string;
  /** 0 to 9: how complete the profile is. */
  readonly fullness?: number;
}

/** Postings a profile has at most, and those of one of its fields. */
const MOST_WORDS = 40;
const MOST_IN_CLASS = 12;

const FIELDS = ["name", "title", "vertical", "company", "location"] as const;

/**
 * Whether the directory may show the profile of a card. One that does not say is not shown: its owner
 * may have taken it out before the release before wrote it again.
 */
export function isListed(card: DirectoryCard | undefined): card is DirectoryCard {
  return card?.state === "public" && card.discoverable === true;
}

/** Whether a card leaves it open: its profile knows. */
export function isSilent(card: DirectoryCard): boolean {
  return card.state === "public" && card.discoverable === undefined;
}

/** A fold that is good for all these cards. */
export function foldForCards(cards: readonly DirectoryCard[]): Promise<Fold> {
  return foldFor(cards.flatMap((card) => FIELDS.map((field) => card[field] ?? "")));
}

/** The words that a profile is found by, at most 40, in the order of their classes. */
export function directoryWords(card: DirectoryCard, fold: Fold): DirectoryWord[] {
  return FIELDS.flatMap((field) => {
    const text = card[field] ?? "";
    const tokens = indexedTokens(text, fold);
    if (field === "vertical" && text !== "") tokens.unshift(exactToken(text));
    return tokens.slice(0, MOST_IN_CLASS).map((token) => ({ token, wordClass: WORD_CLASS[field] }));
  }).slice(0, MOST_WORDS);
}

/** Stands for a vertical as a whole; no word has such a character. */
export function exactToken(vertical: string): string {
  return `=${vertical}`;
}

/** 0 for the fullest profile, 9 for the emptiest, or one that says nothing of it. */
export function emptinessOf({ fullness = 0 }: DirectoryCard): number {
  return 9 - fullness;
}

/** Whether the directory says the same of two cards. */
export function isListedAlike(
  one: DirectoryCard | undefined,
  other: DirectoryCard | undefined,
): boolean {
  if (!isListed(one) || !isListed(other)) return isListed(one) === isListed(other);
  const isSame = FIELDS.every((field) => (one[field] ?? "") === (other[field] ?? ""));
  return isSame && emptinessOf(one) === emptinessOf(other);
}

/** All words in one text, which every posting carries. */
export function packWords(words: readonly DirectoryWord[]): string {
  return words.map(({ token, wordClass }) => `${wordClass}${token}`).join(" ");
}

/** The words of a profile as a posting carries them, packed. */
export function unpackWords(packed: string): DirectoryWord[] {
  return packed.split(" ").map((word) => ({
    token: word.slice(1),
    wordClass: Number(word[0]) as WordClass,
  }));
}
