import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DataFolderError } from "./data-folder-error.ts";
import { errorCode } from "./error-code.ts";
import { closeToOthers } from "./private-folder.ts";
import { describeProcess, isSameProcess } from "./running-process.ts";

/** The folder that holds everything durable, locked for this process until it is closed. */
export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** Absolute path of a sub-folder, created when it does not exist. */
  folder(name: string): Promise<string>;
  /** Gives up the lock. */
  close(): Promise<void>;
}

/**
 * Creates, closes to other users and locks a data folder. Throws a {@link DataFolderError} when it
 * cannot be written to, is not for us alone, or is used by another live server. A lock left by a killed
 * server is taken over.
 */
export async function openDataFolder(dir: string): Promise<DataFolder> {
  const path = resolve(dir);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await closeToOthers(path);
    const release = await lock(path);
    return {
      path,
      folder: async (name) => {
        await mkdir(join(path, name), { recursive: true });
        return join(path, name);
      },
      close: release,
    };
  } catch (error) {
    throw error instanceof DataFolderError ? error : notWritable(path, error);
  }
}

/** The sentence for a system error met while writing below the data folder. */
export function notWritable(path: string, error: unknown): DataFolderError {
  const code = errorCode(error) ?? "unknown error";
  return new DataFolderError(
    `The data folder ${path} cannot be written to (${code}); set DATA_DIR to a folder that can.`,
  );
}

/**
 * Writes a file so that a crash at any moment leaves the old content or the new, never a mixture.
 * With `create: "only"` an existing file stays as it is; answers whether this call wrote it.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  options: { readonly mode?: number; readonly create?: "only" | "or-replace" } = {},
): Promise<boolean> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, data, { flag: "wx", mode: options.mode ?? 0o644, flush: true });
    if (options.create === "only") await link(temporary, path);
    else await rename(temporary, path);
  } catch (error) {
    if (options.create === "only" && errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/** Makes the names in a folder durable: a renamed file survives a power cut only after this. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const LOCK_PREFIX = "server.";
const LOCK_SUFFIX = ".lock";
const LOCK_ATTEMPTS = 20;

/**
 * Every server puts a file with its own name into the folder and only then looks for others, so two
 * can never miss each other. Files of processes that no longer live are swept away.
 */
async function lock(path: string): Promise<() => Promise<void>> {
  const name = `${LOCK_PREFIX}${await describeProcess(process.pid)}${LOCK_SUFFIX}`;
  let pid = String(process.pid);
  for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
    if (!(await createLock(join(path, name)))) throw inUse(path, pid);
    const other = await otherServer(path, name);
    if (other === undefined) return () => rm(join(path, name), { force: true });
    await rm(join(path, name), { force: true });
    pid = other;
    // Two that start at once both step back; chance lets one go first.
    await sleep(5 + Math.random() * 20);
  }
  throw inUse(path, pid);
}

/** Process id of another live server in the folder. */
async function otherServer(path: string, ownName: string): Promise<string | undefined> {
  for (const name of await readdir(path)) {
    const isLock = name.startsWith(LOCK_PREFIX) && name.endsWith(LOCK_SUFFIX);
    if (!isLock || name === ownName) continue;
    const description = name.slice(LOCK_PREFIX.length, -LOCK_SUFFIX.length);
    if (await isSameProcess(description)) return description.split(".")[0] ?? description;
    await rm(join(path, name), { force: true });
  }
  return undefined;
}

/** False when this process has the folder open already. */
async function createLock(lockPath: string): Promise<boolean> {
  try {
    await writeFile(lockPath, "", { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function inUse(path: string, pid: string): DataFolderError {
  return new DataFolderError(
    `The data folder ${path} is in use by another server (process ${pid}); stop it or set DATA_DIR.`,
  );
}
