import { basename, join, relative } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { repositoryRoot } from "./repository-root.ts";

/** File of each part by name, relative to the repository. */
const sources = new Map<string, string>();

/**
 * Makes a second file beside `index.js` of what a function imports only when some request needs it.
 * A bundle is compiled whole, also where it is not run, and modules that both sides share would be
 * wrapped in functions. The two files share no module: each has its own copy of a class.
 */
export const laterParts: Plugin = {
  name: "later-parts",
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, kind }) => {
      if (kind !== "dynamic-import") return undefined;
      const name = basename(path, ".ts");
      const file = relative(repositoryRoot, join(resolveDir, path));
      const other = sources.get(name) ?? file;
      if (other !== file) return { errors: [{ text: `${other} and ${file} need other names.` }] };
      sources.set(name, file);
      return { path: `./${name}.js`, external: true };
    });
  },
};

/**
 * Bundles each entry to `<folder>/<id>/index.js`, and its later parts beside it.
 * @param options with the plugin {@link laterParts}
 * @param entries entry file of each id, absolute or relative to the repository
 * @returns facts of all files that were written, by path relative to the repository
 */
export async function buildWithParts(
  options: BuildOptions,
  entries: Readonly<Record<string, string>>,
  folder: string,
): Promise<Metafile["outputs"]> {
  const outputs: Metafile["outputs"] = {};
  let entryPoints = Object.entries(entries).map(([id, file]) => ({ in: file, out: `${id}/index` }));
  while (entryPoints.length > 0) {
    const { metafile } = await build({
      ...options,
      absWorkingDir: repositoryRoot,
      entryPoints,
      outdir: folder,
      metafile: true,
    });
    Object.assign(outputs, metafile.outputs);
    entryPoints = partsOf(metafile, folder);
  }
  return outputs;
}

/** The parts that the bundles of one build import, each for its own id, as entry points. */
function partsOf({ outputs }: Metafile, folder: string) {
  return Object.entries(outputs).flatMap(([output, { imports }]) => {
    const [id] = relative(folder, join(repositoryRoot, output)).split("/");
    return imports.flatMap(({ path, external }) => {
      const name = basename(path, ".js");
      const file = external && path.startsWith("./") ? sources.get(name) : undefined;
      return file ? [{ in: file, out: `${id}/${name}` }] : [];
    });
  });
}
