import { join } from "node:path";
import type { SourceFile } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";
import { repositoryRoot } from "../../../infra/repository-root.ts";

/** A project of these files alone: nothing that they import is read. */
const PROJECT = join(repositoryRoot, "syntax-trees.json");
const COMPILER_OPTIONS = { noResolve: true, noLib: true, types: [], noEmit: true };

/**
 * Parses sources, all at once, in TypeScript's own process. Its API is not stable yet: whatever needs
 * it goes through this file.
 * @param files paths from the repository's root
 * @param texts in place of what lies at some of these paths
 */
export function syntaxTrees(
  files: readonly string[],
  texts: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, SourceFile> {
  const absolute = new Map(files.map((file) => [file, join(repositoryRoot, file)]));
  const config = { compilerOptions: COMPILER_OPTIONS, files: [...absolute.values()] };
  const given = new Map([[PROJECT, JSON.stringify(config)]]);
  for (const [file, text] of Object.entries(texts)) given.set(join(repositoryRoot, file), text);
  const api = new API({
    cwd: repositoryRoot,
    fs: {
      readFile: (path) => given.get(path),
      fileExists: (path) => given.has(path) || undefined,
    },
  });
  try {
    const project = api.updateSnapshot({ openProjects: [PROJECT] }).getProject(PROJECT);
    return new Map([...absolute].map(([file, path]) => [file, treeOf(path)]));

    function treeOf(path: string): SourceFile {
      const tree = project?.program.getSourceFile(path);
      if (!tree) throw new Error(`${path} cannot be parsed.`);
      return tree;
    }
  } finally {
    api.close();
  }
}
