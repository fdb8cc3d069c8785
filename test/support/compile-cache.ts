import { globSync, rmSync } from "node:fs";

/** About 200 MB: a first whole run leaves 7,000, each other one some more. */
const MOST_FILES = 25_000;

/**
 * Begins the compile cache of the tests anew when it has grown too large. Node.js removes nothing from
 * it, and what tests compile in copies of the checkout is of no use to the next run.
 */
export function limitCompileCache(folder: string, mostFiles = MOST_FILES): void {
  if (globSync("*/*", { cwd: folder }).length > mostFiles) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
