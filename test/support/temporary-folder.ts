import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Gives this process, and those that it starts, a temporary folder of their own, which ends with it:
 * tests, the CDK and the programs that they run leave folders behind.
 */
export function useOwnTemporaryFolder(): void {
  // Short, because sockets are in it, too.
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  process.env.TMPDIR = folder;
  // What a worker left behind may still write for a moment.
  const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
  process.once("exit", () => rmSync(folder, removal));
}
