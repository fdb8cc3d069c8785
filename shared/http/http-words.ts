import { VERSION_MISMATCH } from "../model/version-condition.ts";

const IF_MATCH = "The profile has changed since the version named in If-Match.";

/** What a rule says to people, in the words of a request where it knows none. */
export function inHttpWords(sentence: string): string {
  return sentence === VERSION_MISMATCH ? IF_MATCH : sentence;
}
