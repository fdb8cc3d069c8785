import { createHash, timingSafeEqual } from "node:crypto";
import { isInVocabulary } from "../../model/directory/one-edit.ts";
import type { Term } from "../../model/directory/search-terms.ts";
import { invalidField } from "../../model/problem.ts";

/** Another word in the place of one that was looked for: the term's number, and the word. */
export type Correction = readonly [number, string];

/** How far a search has come. */
export interface Progress {
  /** What to look for in place of the words themselves, one after the other; empty for the words. */
  readonly corrections: readonly Correction[];
  /** Which of them it is at. */
  readonly correction: number;
  /** The stretch it is in; undefined before the first one. */
  readonly place: string | undefined;
  /** Rank of the last match that is done with; `""` at the beginning of the stretch. */
  readonly after: string;
  /** Profiles that were shown. */
  readonly shown: number;
}

/** Other words that are tried in all. */
export const MOST_CORRECTIONS = 5;

const DIGEST_BYTES = 16;
const LONGEST = 2_000;

/**
 * An opaque place in a search, with a digest that ties it to the search and the account. The digest
 * tells mistakes; it guards nothing, for whatever a cursor says, an answer holds what is public.
 */
export function encodeProgress(
  account: string,
  terms: readonly Term[],
  { corrections, correction, place, after, shown }: Progress,
): string {
  const told = Buffer.from(JSON.stringify([corrections, correction, place ?? "", after, shown]));
  return Buffer.concat([digest(account, terms, told), told]).toString("base64url");
}

/** @throws Problem `invalid` for one that was changed, or made for another search or account */
export function decodeProgress(account: string, terms: readonly Term[], cursor: string): Progress {
  const bytes = Buffer.from(cursor.slice(0, LONGEST), "base64url");
  // Decoding skips what is no base64url, and there are several spellings of the last bits.
  if (bytes.length <= DIGEST_BYTES || bytes.toString("base64url") !== cursor) throw invalidCursor();
  const told = bytes.subarray(DIGEST_BYTES);
  const isOurs = timingSafeEqual(bytes.subarray(0, DIGEST_BYTES), digest(account, terms, told));
  if (!isOurs) throw invalidCursor();
  return progressOf(parsed(told));
}

/** The answer to a cursor that this search did not make, as a field of the query. */
export function invalidCursor() {
  return invalidField("cursor", "invalid_cursor", "Is not a valid cursor of this search.");
}

/** The digest is no secret: a caller can make one for whatever bytes. */
function parsed(told: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(told).toString());
  } catch {
    return undefined;
  }
}

function progressOf(told: unknown): Progress {
  const [corrections, correction, place, after, shown] = Array.isArray(told) ? told : [];
  const isFine =
    Array.isArray(corrections) &&
    corrections.length <= MOST_CORRECTIONS &&
    corrections.every(isCorrection) &&
    isCount(correction) &&
    typeof place === "string" &&
    typeof after === "string" &&
    isCount(shown);
  if (!isFine) throw invalidCursor();
  return { corrections, correction, place: place || undefined, after, shown };
}

/** Each costs Queries: nobody may make up more of them, or other words, than a search has. */
function isCorrection(one: unknown): one is Correction {
  if (!Array.isArray(one)) return false;
  const [at, word] = one;
  return isCount(at) && typeof word === "string" && isInVocabulary(word);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function digest(account: string, terms: readonly Term[], told: Uint8Array): Buffer {
  const hash = createHash("sha256")
    .update(JSON.stringify([account, terms]))
    .update(told);
  return hash.digest().subarray(0, DIGEST_BYTES);
}
