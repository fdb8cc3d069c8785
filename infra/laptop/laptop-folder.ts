import { rmSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../repository-root.ts";

/**
 * A folder for what this process builds and runs, `dist/laptop/<process id>`: another build, or
 * another start, never changes code that runs. It goes with the process; those that were killed have
 * theirs removed by the next start.
 */
export async function openLaptopFolder(): Promise<string> {
  const parent = join(repositoryRoot, "dist", "laptop");
  const own = join(parent, String(process.pid));
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (name === String(process.pid) || !isAlive(Number(name))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
  await mkdir(own);
  process.on("exit", () => rmSync(own, { recursive: true, force: true }));
  return own;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
