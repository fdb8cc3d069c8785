import { GENERATION_KEY } from "./keys.ts";
import { getItem } from "./table.ts";

/** The indexes of the directory there are. A new one is built beside the one that is searched. */
export interface Generations {
  /** The one that is searched. */
  readonly active: string;
  /** The one that is being built; both are kept up to date meanwhile. */
  readonly building?: string;
  /** One that is not searched any more, until it is removed. */
  readonly retired?: string;
}

/** Until somebody builds another one. */
const FIRST: Generations = { active: "0" };

/**
 * How long a function may go on searching the one that it knows, in milliseconds. A retired one stays
 * for longer.
 */
export const GENERATION_KNOWN_MS = 30_000;

/** 1 consistent read. */
export async function findGenerations(): Promise<Generations> {
  const item = await getItem(GENERATION_KEY);
  return (item as Generations | undefined) ?? FIRST;
}

/** Those that a change of a profile goes into. */
export function writtenGenerations({ active, building }: Generations): readonly string[] {
  return building === undefined ? [active] : [active, building];
}

let known: { readonly active: Promise<string>; readonly until: number } | undefined;

/** The one to search: 1 read every half a minute, which those who ask at once share. */
export function activeGeneration(now = Date.now()): Promise<string> {
  if (known && known.until > now) return known.active;
  const active = findGenerations().then((generations) => generations.active);
  const asked = { active, until: now + GENERATION_KNOWN_MS };
  known = asked;
  active.catch(() => {
    // Whoever comes next asks again.
    if (known === asked) known = undefined;
  });
  return active;
}
