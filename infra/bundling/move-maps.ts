import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

/**
 * Copies the source maps of a bundle to another place of the same repository, or one that stands for
 * it in another checkout. A map names its sources from its own folder, so that the way changes.
 * @param from.way from the maps, where they were made, to the repository
 * @param to gets them; what was there goes
 */
export async function copyMaps(
  from: { readonly folder: string; readonly way: string },
  to: string,
  root: string,
): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const way = wayToRoot(to, root);
  for (const name of await readdir(from.folder)) {
    const map = await readFile(join(from.folder, name), "utf8");
    // One line has them all.
    const moved = map.replace(/^ *"sources": \[.*\]/m, (sources) =>
      sources.replaceAll(`"${from.way}/`, `"${way}/`),
    );
    await writeFile(join(to, name), moved);
  }
}

/** The way from a folder of maps to the repository, as the maps have it. */
export function wayToRoot(maps: string, root: string): string {
  return relative(maps, root).replaceAll("\\", "/");
}
