import { constants } from "node:fs";
import { access, mkdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PERIOD_MS, shareOfCore } from "./modelled-wait.ts";

/** A control group of Linux, whose processes together get a share of a core. */
export interface LimitedGroup {
  /** A process joins the group, with all its threads, by writing its id to this file. */
  readonly processes: string;
  /** To be called once its processes have ended. */
  remove(): Promise<void>;
}

const PERIOD = PERIOD_MS * 1_000;

/** Where the two versions of control groups are usually found. */
const FOLDERS = ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup"] as const;

/**
 * Makes a group with the share of a core that a function of this size has.
 * @throws Error where the machine has no control groups, or does not let this process make one
 */
export async function makeLimitedGroup(megabytes: number): Promise<LimitedGroup> {
  const parent = await parentFolder();
  const folder = join(parent, `bench-cold-${process.pid}-${megabytes}`);
  await mkdir(folder);
  const remove = () => removeGroup(folder);
  try {
    await limit(folder, Math.round(PERIOD * shareOfCore(megabytes)));
  } catch (error) {
    await remove();
    throw error;
  }
  return { processes: join(folder, "cgroup.procs"), remove };
}

/** @throws Error without control groups that may be written */
async function parentFolder(): Promise<string> {
  for (const folder of FOLDERS) {
    const kind = folder === FOLDERS[0] ? "cpu.cfs_quota_us" : "cgroup.subtree_control";
    const controls = await readFile(join(folder, kind), "utf8").catch(() => undefined);
    if (controls === undefined) continue;
    if (folder === FOLDERS[1] && !/\bcpu\b/.test(controls)) continue;
    await access(join(folder, "cgroup.procs"), constants.W_OK);
    return folder;
  }
  throw new Error("There are no control groups that limit the processor.");
}

/** Version 1 has two files for what version 2 has one. */
async function limit(folder: string, quota: number): Promise<void> {
  const period = join(folder, "cpu.cfs_period_us");
  if (await readFile(period).catch(() => undefined)) {
    await writeFile(period, String(PERIOD));
    await writeFile(join(folder, "cpu.cfs_quota_us"), String(quota));
  } else {
    await writeFile(join(folder, "cpu.max"), `${quota} ${PERIOD}`);
  }
}

/** A process that has just ended may still be counted. */
async function removeGroup(folder: string): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const removed = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (removed) return;
    await delay(50);
  }
  await rmdir(folder);
}
