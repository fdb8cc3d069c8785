/** Slips of the finger that still point at a name. */
const MOST_SLIPS = 3;

/**
 * The name that a misspelt one most likely stands for: at most three letters more, less or other, and
 * not more than a third of it.
 * @returns undefined when none is near
 */
export function nearestName(misspelt: string, names: readonly string[]): string | undefined {
  const most = Math.min(MOST_SLIPS, Math.floor(misspelt.length / 3));
  const [nearest] = names
    .map((name) => ({ name, slips: distance(misspelt.toLowerCase(), name.toLowerCase()) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips);
  return nearest?.name;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
