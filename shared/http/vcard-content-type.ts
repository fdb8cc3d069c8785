import type { VcardVersion } from "../model/profile/vcard-version.ts";

/** What the header of an answer with a card says. */
export function vcardContentType(version: VcardVersion): string {
  // Readers take 3.0 where none is named.
  const named = version === "3.0" ? "" : `; version=${version}`;
  return `text/vcard${named}; charset=utf-8`;
}
