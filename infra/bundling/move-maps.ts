import { relative } from "node:path";

/**
 * A source map for another place of the same repository, or of one that stands for it in another
 * checkout. A map names its sources from its own folder, so that the way changes.
 * @param from the way from the folder where it was made to the repository
 * @param to the way from the folder that it goes to
 */
export function movedMap(map: string, from: string, to: string): string {
  // One line has them all.
  return map.replace(/^ *"sources": \[.*\]/m, (sources) =>
    sources.replaceAll(`"${from}/`, `"${to}/`),
  );
}

/** The way from a folder of maps to the repository, as the maps have it. */
export function wayToRoot(maps: string, root: string): string {
  return relative(maps, root).replaceAll("\\", "/");
}
