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
    changed: [...read.changed.filter(({ field }) => !isLost(field)), ...changed],
    left: [...read.left, ...left],
  };
}

/** As it is answered to the owner. */
export function importView({ profile, ...lists }: ImportOutcome, photoBaseUrl: string) {
  return { profile: ownerView(profile, photoBaseUrl), ...lists };
}
