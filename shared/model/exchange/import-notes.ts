import type { ImportChange, ImportLeft } from "./imported.ts";

/** A document of a million values must not be answered with a million lines. */
export const MOST_LEFT = 200;
const MOST_VALUE = 200;
const MOST_NAME = 120;

/** What is told of an import, gathered in the order of the document. */
export class ImportNotes {
  readonly changed: ImportChange[] = [];
  readonly left: ImportLeft[] = [];
  /** How many more are left than {@link left} lists. */
  moreLeft = 0;

  /** Whether what is left is only counted from now on. */
  get isFull(): boolean {
    return this.left.length >= MOST_LEFT;
  }

  /** @param field the source's own name, with its place */
  leave(field: string, why: string): void {
    if (this.isFull) this.moreLeft += 1;
    else this.left.push({ field: shown(field, MOST_NAME), why });
  }

  /** @param field ours, with its place */
  change(field: string, from: string, to: string, why: string): void {
    this.changed.push({ field, from: shown(from, MOST_VALUE), to: shown(to, MOST_VALUE), why });
  }

  /** Both as a reader returns them. */
  asRead() {
    return { changed: this.changed, left: this.left, moreLeft: this.moreLeft };
  }
}

/** At most 200 lines, of which the last tells how many more there are. */
export function boundedLeft(left: readonly ImportLeft[], more: number): readonly ImportLeft[] {
  if (more === 0 && left.length <= MOST_LEFT) return left;
  const listed = left.slice(0, MOST_LEFT - 1);
  const rest = left.length - listed.length + more;
  return [...listed, { field: "…", why: `${rest} more values of the document are left.` }];
}

/** A text of somebody else, short and without what cannot be seen. */
function shown(text: string, most: number): string {
  const start = text
    .slice(0, 4 * most)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Z}]+/gu, " ");
  const characters = [...start.trim()];
  return characters.length > most
    ? `${characters.slice(0, most - 1).join("")}…`
    : characters.join("");
}
