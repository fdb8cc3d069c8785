import type { Fold } from "./fold.ts";

/** Between words. Hyphens, dots and apostrophes stand within one. */
const SEPARATORS = /[^\p{L}\p{N}\p{M}'’‘ʼ.·\-‐‑]+/u;
const HYPHENS = /[.·\-‐‑]+/;
const APOSTROPHES = /['’‘ʼ]+/;
const HAN_RUNS = /\p{Script=Han}+|\P{Script=Han}+/gu;
const HAN = /^\p{Script=Han}/u;

/** Longest token, in letters; of longer ones the beginning counts. */
const LONGEST = 32;
/** One letter alone says nothing. */
const SHORTEST = 2;
/** Han characters that a query asks for one by one; more of them are looked for as a whole. */
const SINGLE_HAN = 3;

/** A word that is looked for. */
export interface AskedWord {
  readonly token: string;
  /** Always taken for a beginning, wherever it stands. */
  readonly isOpen: boolean;
}

/** What a text is found by: its words, and words written together that have a hyphen or the like. */
export function indexedTokens(text: string, fold: Fold): string[] {
  return unique(
    chunksOf(text).flatMap((chunk) => {
      const segments = chunk.split(HYPHENS).map((segment) => segment.split(APOSTROPHES));
      const parts = segments.flatMap((split) => [...split, split.join("")]);
      return [...parts, segments.flat().join("")].flatMap((part) => pieceTokens(part, fold));
    }),
  );
}

/** The words of a text that somebody looks for, in their order. */
export function askedWords(text: string, fold: Fold): AskedWord[] {
  return chunksOf(text).flatMap((chunk) => {
    const segments = chunk.split(HYPHENS).map((part) => part.split(APOSTROPHES).join(""));
    const words = segments.flatMap((segment) => pieceWords(segment, fold));
    // Such as `U.S.A.`, whose parts are too short.
    return words.length > 0 ? words : pieceWords(segments.join(""), fold);
  });
}

function chunksOf(text: string): string[] {
  return text.split(SEPARATORS).filter((chunk) => chunk !== "");
}

function pieceTokens(piece: string, fold: Fold): string[] {
  return runsOf(piece).flatMap((run) => {
    if (!HAN.test(run)) return tokens([fold(run)]);
    const letters = [...run].map(fold);
    // A family name of one character is often left out.
    const given = letters.length > 2 ? [letters.slice(1).join("")] : [];
    return tokens([...letters, letters.join(""), ...given]);
  });
}

function pieceWords(piece: string, fold: Fold): AskedWord[] {
  return runsOf(piece).flatMap((run) => {
    const letters = HAN.test(run) ? [...run].map(fold) : [fold(run)];
    const isOpen = letters.length > SINGLE_HAN;
    return tokens(isOpen ? [letters.join("")] : letters).map((token) => ({ token, isOpen }));
  });
}

function runsOf(piece: string): readonly string[] {
  return piece.match(HAN_RUNS) ?? [];
}

function tokens(folded: readonly string[]): string[] {
  return folded.filter((token) => token.length >= SHORTEST).map((token) => token.slice(0, LONGEST));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
