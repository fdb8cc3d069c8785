import { readdir, readFile } from "node:fs/promises";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** Resident memory. */
  readonly megabytes: number;
}

/**
 * Resident memory of a platform's processes in MB, by what they are. Environments of functions are
 * left out: they end when nobody has used them for five minutes. Undefined where there is no `/proc`,
 * and where the engine is one for Java.
 */
export async function idleMemory(
  pid: number,
): Promise<Readonly<Record<string, number>> | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const found = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(readProcess);
  const all = (await Promise.all(found)).filter((one) => one !== undefined);
  const own = new Set([pid]);
  // A parent may stand after its child: numbers of processes are used again.
  for (let before = 0; before < own.size; ) {
    before = own.size;
    for (const one of all) if (own.has(one.parent)) own.add(one.pid);
  }
  const counted = all.filter(
    (one) => own.has(one.pid) && !one.command.includes("runtime-loop.cjs"),
  );
  return Object.fromEntries(
    counted.map(({ pid, command, megabytes }) => [`${command} (${pid})`, megabytes]),
  );
}

/** Undefined when it has ended, or is about to. */
async function readProcess(name: string): Promise<Process | undefined> {
  try {
    const status = await readFile(`/proc/${name}/status`, "utf8");
    const command = (await readFile(`/proc/${name}/cmdline`, "utf8")).replaceAll("\0", " ").trim();
    const number = (field: string) =>
      Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]);
    const megabytes = Math.round(number("VmRSS") / 1024);
    if (Number.isNaN(megabytes)) return undefined;
    return { pid: Number(name), parent: number("PPid"), command, megabytes };
  } catch {
    return undefined;
  }
}
