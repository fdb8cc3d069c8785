import { PARTITION } from "../../persistence/keys.ts";
import type { Access } from "../define-route.ts";

/** Reads which index is in use, its postings and vocabulary, and the cards of what it finds. */
export const directoryAccess: Access = {
  table: [
    { actions: ["GetItem"], partitions: [PARTITION.directory] },
    { actions: ["Query"], partitions: [PARTITION.posting] },
    { actions: ["BatchGetItem"], partitions: [PARTITION.typo, PARTITION.card] },
  ],
};

/** Of both ways to search, in the document. */
export const DIRECTORY_DESCRIPTION =
  "Published profiles that are discoverable, as they are now. Every word must be found, in any order, whatever case, accents or script it is written in; the last word of each field may be half typed, and one wrong letter in a word of five is looked past when nothing else is found. Names come before titles, titles before companies, whole words before beginnings, then fuller profiles. At most 8 words; single letters and particles are not needed. A search reads a bounded part of the directory: `nextCursor` goes on from there, and `totalIsExact` says whether `total` is all. Searches an hour are limited by plan (free 20, startup 200, business 1,000), 200 with JWTs; the `X-RateLimit` headers tell of them.";
