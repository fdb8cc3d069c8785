import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../repository-root.ts";

/** Folders that functions and stacks are made of. */
const FOLDERS = ["functions", "shared", "infra", "docs"];
/** An editor writes a file in several steps, and a branch switch many files. */
const QUIET_MS = 50;

/**
 * Watches the sources. Each folder has a watcher of its own: a recursive one follows files on Linux,
 * and loses those that an editor replaces instead of writing them.
 * @param onChange is told the files that were written, made, renamed or removed, relative to the
 * repository, as soon as nothing more has come for a moment
 * @returns ends it
 */
export function watchSources(onChange: (files: readonly string[]) => void): () => void {
  const changed = new Set<string>();
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    const files = [...changed];
    changed.clear();
    onChange(files);
  };
  const note = (file: string) => {
    if (/\.(?:ts|json)$/.test(file)) changed.add(file);
    // What is no source may be a new folder, whose files were there before its watcher.
    else for (const found of follow(file)) changed.add(found);
    if (changed.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(tell, QUIET_MS);
  };
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  /** Watches a folder and all below it. @returns the sources in those that were not watched yet */
  const follow = (folder: string): readonly string[] => {
    const entries = entriesOf(folder);
    if (!entries) forget(folder);
    if (!entries || watchers.has(folder)) return [];
    const watcher = watch(join(repositoryRoot, folder), (_, name) => {
      if (name !== null) note(`${folder}/${name}`);
    });
    watcher.on("error", () => forget(folder));
    watchers.set(folder, watcher);
    return entries.flatMap(({ name, isFolder }) =>
      isFolder
        ? follow(`${folder}/${name}`)
        : /\.(?:ts|json)$/.test(name)
          ? `${folder}/${name}`
          : [],
    );
  };
  for (const folder of FOLDERS) follow(folder);
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** Undefined for what is no folder, or no more. */
function entriesOf(folder: string) {
  try {
    return readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
    }));
  } catch {
    return undefined;
  }
}
