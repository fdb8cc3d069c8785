import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { digest, type FileDigests } from "./file-digests.ts";
import type { Ingredients } from "./ingredients.ts";

/** What steers the bundler from a folder of sources, or has it look for packages there first. */
const STEERING = ["package.json", "tsconfig.json", "jsconfig.json", "node_modules"];

/** What a bundle follows from, once its settings are given. */
type Made = Pick<Ingredients, "sources" | "packageFiles">;

/**
 * The same as long as the same bundle would come of them: by what the files hold, by the
 * `package.json` of each package, and by the names beside its files and beside the packages, of which
 * a new one might be found first.
 * @returns undefined where a folder below the root steers how its sources are bundled
 */
export function digestOfMade(
  { sources, packageFiles }: Made,
  digests: FileDigests,
  root: string,
): string | undefined {
  if (foldersAbove(sources).some((folder) => isSteering(join(root, folder)))) return undefined;
  const folders = foldersAbove(packageFiles);
  const names = folders
    .map((folder) => `${folder} ${digests.names(folder)} ${digests.packages(folder)}`)
    .sort();
  const manifests = folders.map((folder) => join(folder, "package.json")).sort();
  const files = [...sources, ...packageFiles, ...manifests];
  return digest(JSON.stringify([digests.all(files), names, digests.strays()]));
}

/**
 * Whether nothing that a bundle follows from has changed since a moment in nanoseconds.
 * @param steering files that its build follows from, beside what it is made of
 */
export function areOlder(
  { sources, packageFiles }: Made,
  steering: readonly string[],
  root: string,
  moment: bigint,
): boolean {
  const folders = foldersAbove(packageFiles);
  const manifests = folders
    .map((folder) => join(folder, "package.json"))
    .filter((file) => existsSync(join(root, file)));
  const files = [...steering, ...sources, ...packageFiles, ...manifests];
  return [...files, ...foldersAbove(sources), ...folders].every((path) => {
    const facts = statSync(join(root, path), { bigint: true, throwIfNoEntry: false });
    return facts !== undefined && facts.ctimeNs < moment;
  });
}

function isSteering(folder: string): boolean {
  return STEERING.some((name) => existsSync(join(folder, name)));
}

/** All folders that files lie in, at whatever depth; the root and its `node_modules` left out. */
function foldersAbove(files: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const file of files) {
    let folder = dirname(file);
    while (folder !== "." && folder !== "node_modules" && !folders.has(folder)) {
      folders.add(folder);
      folder = dirname(folder);
    }
  }
  return [...folders];
}
