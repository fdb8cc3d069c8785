import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * A line that names a process beyond its pid. Process ids are used again, in a container often the
 * very same one, so the time of start is part of the name wherever the system tells it.
 */
export async function describeProcess(pid: number): Promise<string> {
  return `${pid} ${await startOf(pid)}`;
}

/** Whether the process that a line of {@link describeProcess} names (its first two words) lives. */
export async function isSameProcess(description: string): Promise<boolean> {
  const [pidText = "", start = "unknown"] = description.trim().split(" ");
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const current = await startOf(pid);
  return start === "unknown" || current === "unknown" || start === current;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When the process began, in whatever notation the system has; a word without spaces. */
async function startOf(pid: number): Promise<string> {
  try {
    if (process.platform === "linux") {
      const [stat, boot] = await Promise.all([
        readFile(`/proc/${pid}/stat`, "utf8"),
        readFile("/proc/sys/kernel/random/boot_id", "utf8"),
      ]);
      // Field 22; the second field is a name in brackets that may hold spaces.
      const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
      return `${boot.trim()}/${ticks}`;
    }
    const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]);
    return stdout.trim().replace(/\s+/g, "-") || "unknown";
  } catch {
    return "unknown";
  }
}
