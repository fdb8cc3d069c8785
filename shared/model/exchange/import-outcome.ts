import type { Profile } from "../profile/profile.ts";
import { ownerView } from "../profile/profile-view.ts";
import type { ReadImport } from "./import-change.ts";
import type { ImportChange, ImportLeft } from "./imported.ts";

/** What an import made, or would make, of a document. */
export interface ImportOutcome {
  readonly profile: Profile;
  readonly taken: readonly string[];
  readonly changed: readonly ImportChange[];
  readonly left: readonly ImportLeft[];
}

/** What is told beside what the document's reader tells. */
interface More {
  readonly changed?: readonly ImportChange[];
  /** By our names: what was to be taken, and found no place. */
  readonly left?: readonly ImportLeft[];
}

/** The outcome of an import. What found no place was not taken. */
export function importOutcome(profile: Profile, read: ReadImport, more: More = {}): ImportOutcome {
  const { changed = [], left = [] } = more;
  const isLost = (path: string) =>
    left.some(({ field }) => path === field || path.startsWith(`${field}.`));
  return {
    profile,
    taken: [...read.taken.filter((path) => !isLost(path)), ...changed.map(({ field }) => field)],
    changed: bounded(
      [...read.changed.filter(({ field }) => !isLost(field)), ...changed],
      MORE_CHANGED,
    ),
    left: bounded([...left, ...read.left], MORE_LEFT),
  };
}

/**
 * Bytes of JSON in which a list has room. With the largest profile, the whole answer can be kept
 * for a request that is repeated: an item of the table has 400 KB.
 */
const MOST_BYTES = 24 * 1024;
const MORE_CHANGED = { field: "…", from: "", to: "", why: "More was changed than is listed here." };
const MORE_LEFT = { field: "…", why: "More was left than is listed here." };

function bounded<T>(lines: readonly T[], more: T): readonly T[] {
  let bytes = 0;
  for (const [at, line] of lines.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(line));
    if (bytes > MOST_BYTES) return [...lines.slice(0, at), more];
  }
  return lines;
}

/** As it is answered to the owner. */
export function importView({ profile, ...lists }: ImportOutcome, photoBaseUrl: string) {
  return { profile: ownerView(profile, photoBaseUrl), ...lists };
}
