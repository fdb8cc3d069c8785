import type { Entry } from "./sections/section-models.ts";

/** By `displayOrder`, then the newest start first, then in the order they were added. */
export function ordered<E extends Entry>(entries: readonly E[]): readonly E[] {
  return entries.toSorted(
    (a, b) =>
      a.displayOrder - b.displayOrder || inOrder(startOf(b), startOf(a)) || inOrder(a.id, b.id),
  );
}

/** Of dates and ids, which are plain ASCII. */
export function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function startOf(entry: Entry): string {
  return "startDate" in entry ? (entry.startDate ?? "") : "";
}
