import { once } from "./once.ts";

/**
 * A pattern that is made when a text first needs it. Reading Unicode's tables takes a few tenths of a
 * millisecond for each, already where a literal is only compiled; few texts need them.
 */
export function latePattern(source: string, flags: string): () => RegExp {
  return once(() => new RegExp(source, flags));
}
