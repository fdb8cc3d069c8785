import { isBuiltin } from "node:module";
import { basename, join, relative } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { repositoryRoot } from "../repository-root.ts";

/** Entry file, and the place of its bundle without the ending. */
interface EntryPoint {
  readonly in: string;
  readonly out: string;
}

/** What one run of esbuild, or several, has written and read. */
export interface BuiltParts {
  /** Facts of all files that were written, by path relative to the repository. */
  readonly outputs: Metafile["outputs"];
  /** Everything that was read, by path relative to the repository, with what each file imports. */
  readonly inputs: Metafile["inputs"];
  /** File of each module that is imported dynamically, by its name without the ending. */
  readonly parts: ReadonlyMap<string, string>;
}

/**
 * Bundles each entry to `<folder>/<id>/index.js`, and beside it, as files of their own, the modules
 * that it imports dynamically: what only some requests need. A bundle is compiled whole, also where
 * it is not run, and modules that both sides share would be wrapped in functions. The files share no
 * module: each has its own copy of a class.
 * @param options.absWorkingDir the repository, which all paths are relative to; another one only in tests
 * @param entries entry file of each id, absolute or relative to the repository
 * @param known modules that functions built before have as files of their own, by name
 * @throws Error when two of these modules have the same name, or one is called `index`
 */
export async function buildWithParts(
  options: BuildOptions,
  entries: Readonly<Record<string, string>>,
  folder: string,
  known: BuiltParts["parts"] = new Map(),
): Promise<BuiltParts> {
  const root = options.absWorkingDir ?? repositoryRoot;
  const outputs: Metafile["outputs"] = {};
  const inputs: Metafile["inputs"] = {};
  const sources = new Map(known);
  const built = new Set<string>();
  let entryPoints: EntryPoint[] = Object.entries(entries).map(([id, file]) => ({
    in: file,
    out: `${id}/index`,
  }));
  while (entryPoints.length > 0) {
    const { metafile } = await build({
      ...options,
      plugins: [...(options.plugins ?? []), laterParts(sources, root)],
      absWorkingDir: root,
      entryPoints,
      outdir: folder,
      metafile: true,
    });
    Object.assign(outputs, metafile.outputs);
    Object.assign(inputs, metafile.inputs);
    for (const { out } of entryPoints) built.add(out);
    const parts = new Map(
      partsOf(metafile, relative(root, folder), sources).map((part) => [part.out, part]),
    );
    entryPoints = [...parts.values()].filter(({ out }) => !built.has(out));
  }
  return { outputs, inputs, parts: sources };
}

/**
 * Leaves own modules out that are imported dynamically. A package that is would go into the bundle
 * itself: a module of ours must be between. @param sources is told them, by name
 */
function laterParts(sources: Map<string, string>, root: string): Plugin {
  return {
    name: "later-parts",
    setup({ onResolve }) {
      onResolve({ filter: /^[@a-z]/ }, ({ path, kind, importer }) => {
        const isOurs = kind === "dynamic-import" && /\.ts$/.test(importer);
        if (!isOurs || isBuiltin(path)) return undefined;
        return { errors: [{ text: `Only a module of ours can be a part of its own: ${path}` }] };
      });
      onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, kind }) => {
        if (kind !== "dynamic-import") return undefined;
        const name = basename(path, ".ts");
        const file = relative(root, join(resolveDir, path));
        const other = name === "index" ? "The bundle itself" : (sources.get(name) ?? file);
        if (other !== file) return { errors: [{ text: `${other} and ${file} need other names.` }] };
        sources.set(name, file);
        return { path: `./${name}.js`, external: true };
      });
    },
  };
}

/** Name of the part that an import of a bundle leads to, if it leads to one. */
export function partName(
  { path, external }: { readonly path: string; readonly external?: boolean | undefined },
  parts: ReadonlyMap<string, string>,
): string | undefined {
  const name = basename(path, ".js");
  return external && path.startsWith("./") && parts.has(name) ? name : undefined;
}

/** The parts that the bundles of one build import, each for its own id. @param folder as the outputs have it */
function partsOf(
  { outputs }: Metafile,
  folder: string,
  sources: ReadonlyMap<string, string>,
): EntryPoint[] {
  return Object.entries(outputs).flatMap(([output, { imports }]) => {
    const [id] = relative(folder, output).split("/");
    return imports.flatMap((imported) => {
      const name = partName(imported, sources);
      return name ? [{ in: sources.get(name) as string, out: `${id}/${name}` }] : [];
    });
  });
}
