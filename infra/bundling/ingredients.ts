import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type BuiltParts, partName } from "./later-parts.ts";
import { NO_EVENT_STREAMS, NO_HOST_PREFIX } from "./sdk-start-up.ts";
import { SECTION_ENTRIES } from "./section-entries.ts";
import { TABLE_CLIENT } from "./table-client.ts";

/** What one function is made of. All files are relative to the repository. */
export interface Ingredients {
  /**
   * The repository's own files: all that the entry imports, directly or not, also where nothing of a
   * file has got into the bundle, for that may be different after a change. Sorted.
   */
  readonly sources: readonly string[];
  /** Files of installed packages, sorted. */
  readonly packageFiles: readonly string[];
  /** Modules of ours that are files of their own, by the name of that file. */
  readonly parts: Readonly<Record<string, string>>;
  /**
   * Whether the same bundle comes of these files as long as they stay. Not where a name of a module
   * is looked up in several places, of which another one may have a file one day.
   */
  readonly isComplete: boolean;
}

/** Modules that the build's own steps make up, by what their names begin with. */
const NAMESPACES = [SECTION_ENTRIES, NO_EVENT_STREAMS, NO_HOST_PREFIX, TABLE_CLIENT];
const MADE_UP = new RegExp(`^(?:${NAMESPACES.join("|")}):`);

type Facts = Pick<BuiltParts, "inputs" | "parts">;

/**
 * Follows a function's imports through what its build has read.
 * @param entry its file, relative to the root
 * @param root the repository
 */
export function ingredientsOf(entry: string, { inputs, parts }: Facts, root: string): Ingredients {
  const first = inputs[entry] ? entry : `${SECTION_ENTRIES}:${entry}`;
  const modules = realpathSync(join(root, "node_modules"));
  const ownParts: Record<string, string> = {};
  const reached = new Set<string>();
  let isComplete = inputs[first] !== undefined;
  const waiting = [first];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const isOurs = packageFile(file, root, modules) === undefined;
    for (const { path, external, original } of inputs[file]?.imports ?? []) {
      const name = partName({ path, external }, parts);
      const part = name && parts.get(name);
      if (name && part) ownParts[name] = part;
      const next = external ? part : path;
      if (next === undefined) continue;
      waiting.push(next, ...steeringName(file, original, path, root));
      if (isOurs && part === undefined && !isCertain(file, original, path)) {
        isComplete &&= packageFile(path, root, modules) !== undefined;
      }
    }
  }
  const files = [...reached].filter((file) => !MADE_UP.test(file)).sort();
  const sources = files.filter((file) => packageFile(file, root, modules) === undefined);
  const packageFiles = files.flatMap((file) => packageFile(file, root, modules) ?? []);
  isComplete &&= sources.every(
    (file) => !/^\.\.\/|^[\w-]+:|(?:^|\/)node_modules\/| with \{/.test(file),
  );
  return { sources, packageFiles, parts: ownParts, isComplete };
}

/** Whether an import names its file as it is: nothing else is looked for as long as that is there. */
function isCertain(importer: string, name: string | undefined, path: string): boolean {
  if (name === undefined || !/^\.\.?\/.*\.\w+$/.test(name)) return false;
  const folder = MADE_UP.test(importer) ? "." : dirname(importer);
  return join(folder, name) === path;
}

/** The `package.json` of the folder that an import names, where that leads to a file elsewhere. */
function steeringName(
  importer: string,
  name: string | undefined,
  path: string,
  root: string,
): readonly string[] {
  const [, packages] = /^(.*node_modules\/)/.exec(path) ?? [];
  if (name === undefined || packages === undefined) return [];
  const named = join(/^\.\.?\//.test(name) ? dirname(importer) : packages, name);
  if (path === named || path.startsWith(`${named}/`) || path.startsWith(`${named}.`)) return [];
  const manifest = join(named, "package.json");
  return existsSync(join(root, manifest)) ? [manifest] : [];
}

/** Path of a package's file below the repository, also where the packages are a link to elsewhere. */
function packageFile(file: string, root: string, modules: string): string | undefined {
  const path = relative(modules, join(root, file));
  return path.startsWith("..") ? undefined : join("node_modules", path);
}
