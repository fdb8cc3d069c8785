import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../repository-root.ts";

/** Folders that functions and stacks are made of. */
const FOLDERS = ["functions", "shared", "infra", "docs", "packages/client/source"];
/** An editor writes a file in several steps, and a branch switch many files. */
const QUIET_MS = 50;

/** Files that functions, stacks and the document are made of. */
const SOURCE = /\.(?:ts|json)$/;

/**
 * Watches the sources.
 * @param onChange is told the files that were written, made, renamed or removed, relative to the
 * repository, as soon as nothing more has come for a moment
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
  const folders = new WatchedFolders((path) => {
    if (SOURCE.test(path)) changed.add(path);
    // What is no source may be a new folder, whose files were there before its watcher.
    else for (const found of folders.follow(path)) changed.add(found);
    if (changed.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(tell, QUIET_MS);
  });
  for (const folder of FOLDERS) folders.follow(folder);
  return () => {
    clearTimeout(timer);
    folders.close();
  };
}

/**
 * Each folder has a watcher of its own: a recursive one follows files on Linux, and loses those that
 * an editor replaces instead of writing them.
 */
class WatchedFolders {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #note: (path: string) => void;

  /** @param note is told what has changed in a folder, relative to the repository */
  constructor(note: (path: string) => void) {
    this.#note = note;
  }

  /** Watches a folder and all below it. @returns the sources in those that were not watched yet */
  follow(folder: string): readonly string[] {
    const entries = entriesOf(folder);
    if (!entries) this.#forget(folder);
    if (!entries || this.#watchers.has(folder)) return [];
    const watcher = watch(join(repositoryRoot, folder), (_, name) => {
      if (name !== null) this.#note(`${folder}/${name}`);
    });
    watcher.on("error", () => this.#forget(folder));
    this.#watchers.set(folder, watcher);
    return entries.flatMap(({ name, isFolder }) => {
      const path = `${folder}/${name}`;
      if (isFolder) return this.follow(path);
      return SOURCE.test(name) ? path : [];
    });
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #forget(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }
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
