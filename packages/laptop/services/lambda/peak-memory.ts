import { execFile } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";
import { promisify } from "node:util";

/** How often a running function's memory is looked at, in milliseconds. */
export const MEMORY_POLL_MS = process.platform === "linux" ? 25 : 250;

/**
 * The resident memory of a process in bytes; 0 when it is gone. On Linux it is the peak since the
 * process started (`VmHWM`), so that nothing between two looks is missed; elsewhere the present
 * value as `ps` tells it. An idle Node.js process alone has 45–70 MB.
 */
export async function peakMemory(pid: number): Promise<number> {
  return process.platform === "linux" ? peakOnLinux(pid) : residentElsewhere(pid);
}

/** More than the kernel writes, which is about 1.5 KB. */
const status = Buffer.alloc(4096);

function peakOnLinux(pid: number): number {
  let file: number | undefined;
  try {
    // Synchronous on purpose: the kernel makes the text up in memory, within microseconds.
    file = openSync(`/proc/${pid}/status`, "r");
    const text = status.toString("latin1", 0, readSync(file, status));
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function residentElsewhere(pid: number): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout.trim()) * 1024;
  } catch {
    return 0;
  }
}
