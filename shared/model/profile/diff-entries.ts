import { isDeepStrictEqual } from "node:util";
import {
  type Entry,
  SECTION_NAMES,
  type SectionName,
  type Sections,
} from "./sections/section-models.ts";

/** What has to happen to the entries of one version so that they are those of another. */
export interface EntryDifferences {
  /** Entries that are new, or say something else. */
  readonly written: readonly { readonly section: SectionName; readonly entry: Entry }[];
  /** Entries that are gone. */
  readonly removed: readonly { readonly section: SectionName; readonly id: string }[];
}

/**
 * Tells entries apart by id within their section; the order of a list means nothing. The one place
 * that decides whether an entry has changed: what is counted is what is written.
 */
export function diffEntries(before: Sections, after: Sections): EntryDifferences {
  const written: { section: SectionName; entry: Entry }[] = [];
  const removed: { section: SectionName; id: string }[] = [];
  for (const section of SECTION_NAMES) {
    const left = new Map<string, Entry>(before[section].map((entry) => [entry.id, entry]));
    for (const entry of after[section]) {
      if (!isDeepStrictEqual(left.get(entry.id), entry)) written.push({ section, entry });
      left.delete(entry.id);
    }
    for (const id of left.keys()) removed.push({ section, id });
  }
  return { written, removed };
}

/** How many entries differ. */
export function countDifferences(before: Sections, after: Sections): number {
  const { written, removed } = diffEntries(before, after);
  return written.length + removed.length;
}
