import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../repository-root.ts";

/** Folders that functions and stacks are made of. */
const FOLDERS = ["functions", "shared", "infra"];
/** An editor writes a file in several steps, and a branch switch many files. */
const QUIET_MS = 50;

/**
 * Watches the sources. @param onChange is told the files that were written, made, renamed or removed,
 * relative to the repository, as soon as nothing more has come for a moment
 * @returns ends it
 */
export function watchSources(onChange: (files: readonly string[]) => void): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    const files = [...changed];
    changed.clear();
    onChange(files);
  };
  const watchers: FSWatcher[] = FOLDERS.map((folder) =>
    watch(join(repositoryRoot, folder), { recursive: true }, (_, name) => {
      if (name === null || !/\.(?:ts|json)$/.test(name)) return;
      changed.add(`${folder}/${name.replaceAll("\\", "/")}`);
      clearTimeout(timer);
      timer = setTimeout(tell, QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
