import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * `<pid>.<start>`: a name for a process that no other ever has, fit for a file name. Process ids are
 * used again, in a container often the very same one, so the time of start belongs to it wherever
 * the system tells it.
 */
export async function describeProcess(pid: number): Promise<string> {
  return `${pid}.${await startOf(pid)}`;
}

/** Whether the process that {@link describeProcess} named lives. */
export async function isSameProcess(description: string): Promise<boolean> {
  const [pidText = "", start = "unknown"] = description.split(".");
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

/** When the process began, in whatever notation the system has; letters, digits and dashes. */
async function startOf(pid: number): Promise<string> {
  try {
    if (process.platform === "linux") {
      const [stat, boot] = await Promise.all([
        readFile(`/proc/${pid}/stat`, "utf8"),
        readFile("/proc/sys/kernel/random/boot_id", "utf8"),
      ]);
      // From field 3 on: the second field is a name in brackets that may hold spaces.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // A killed process that its parent has not collected yet still has its id.
      return fields[0] === "Z" ? "ended" : `${boot.trim()}-${fields[19]}`;
    }
    const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]);
    return stdout.trim().replace(/[^a-z0-9]+/gi, "-") || "unknown";
  } catch {
    return "unknown";
  }
}
