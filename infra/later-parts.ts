import { basename, join, relative } from "node:path";
import type { Metafile, Plugin } from "esbuild";
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

/** The parts that the bundles of one build import, each for its own function, as entry points. */
export function laterPartsOf({ outputs }: Metafile, functionsDir: string) {
  return Object.entries(outputs).flatMap(([output, { imports }]) => {
    const [id] = relative(functionsDir, join(repositoryRoot, output)).split("/");
    return imports.flatMap(({ path, external }) => {
      const name = basename(path, ".js");
      const file = external && path.startsWith("./") ? sources.get(name) : undefined;
      return file ? [{ in: file, out: `${id}/${name}` }] : [];
    });
  });
}
