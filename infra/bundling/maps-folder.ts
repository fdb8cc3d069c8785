import { appendFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Moves the source maps from `<outdir>/functions/<id>` to `<outdir>/maps/<id>`, the same depth below
 * the repository, so that the paths in them stay right. What a former build left there goes.
 * @param linked appends to each bundle where its map is
 */
export async function keepMapsApart(
  outdir: string,
  ids: readonly string[],
  linked: boolean,
): Promise<void> {
  for (const id of ids) {
    const bundle = join(outdir, "functions", id);
    const maps = join(outdir, "maps", id);
    await rm(maps, { recursive: true, force: true });
    await mkdir(maps, { recursive: true });
    const names = (await readdir(bundle)).filter((name) => name.endsWith(".js.map"));
    for (const name of names) {
      await rename(join(bundle, name), join(maps, name));
      const comment = `//# sourceMappingURL=../../maps/${id}/${name}\n`;
      if (linked) await appendFile(join(bundle, name.replace(/\.map$/, "")), comment);
    }
  }
}
