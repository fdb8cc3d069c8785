import { globSync, rmSync } from "node:fs";

/** Of some five whole runs: 120 MB. */
const MOST_FILES = 15_000;

/**
 * Begins the compile cache of the tests anew when it has grown too large. Node.js removes nothing from
 * it, and what tests compile in copies of the checkout is of no use to the next run.
 */
export function limitCompileCache(folder: string, mostFiles = MOST_FILES): void {
  if (globSync("*/*", { cwd: folder }).length > mostFiles) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
