import { KEY_IN_USE, KEY_REUSED } from "../model/repeated-request.ts";
import { VERSION_MISMATCH } from "../model/version-condition.ts";

/** Sentences about what a caller asked for with a header. */
const WORDS: ReadonlyMap<string, string> = new Map([
  [VERSION_MISMATCH, "The profile has changed since the version named in If-Match."],
  [KEY_REUSED, "This Idempotency-Key was used for another request."],
  [KEY_IN_USE, "A request with this Idempotency-Key is still running; try again in a moment."],
]);

/** What a rule says to people, in the words of a request where it knows none. */
export function inHttpWords(sentence: string): string {
  return WORDS.get(sentence) ?? sentence;
}
