import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describeProcess, isSameProcess } from "./running-process.ts";

/** Why the data folder cannot be used; the message is one sentence for the person at the terminal. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

/** The folder that holds everything durable, locked for this process until it is closed. */
export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** Absolute path of a sub-folder, created when it does not exist. */
  folder(name: string): Promise<string>;
  /** Gives up the lock. */
  close(): Promise<void>;
}

const LOCK_NAME = "server.lock";

/**
 * Creates and locks a data folder. Throws a {@link DataFolderError} when it cannot be written to or
 * when another live server uses it. A lock left by a killed server is taken over.
 */
export async function openDataFolder(dir: string): Promise<DataFolder> {
  const path = resolve(dir);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const release = await lock(join(path, LOCK_NAME), path);
    return {
      path,
      folder: async (name) => {
        await mkdir(join(path, name), { recursive: true });
        return join(path, name);
      },
      close: release,
    };
  } catch (error) {
    if (error instanceof DataFolderError) throw error;
    const code = errorCode(error) ?? "unknown error";
    throw new DataFolderError(
      `The data folder ${path} cannot be written to (${code}); set DATA_DIR to a folder that can.`,
    );
  }
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

/** The `code` of a system error such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

async function lock(lockPath: string, path: string): Promise<() => Promise<void>> {
  const token = `${await describeProcess(process.pid)} ${randomUUID()}\n`;
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await createLock(lockPath, token)) {
      return async () => {
        if ((await readLock(lockPath)) === token) await rm(lockPath, { force: true });
      };
    }
    const holder = await readLock(lockPath);
    if (holder !== undefined && (await isSameProcess(holder))) {
      const pid = holder.split(" ")[0];
      throw new DataFolderError(
        `The data folder ${path} is in use by another server (process ${pid}); stop it or set DATA_DIR.`,
      );
    }
    if (holder !== undefined) await removeStale(lockPath, holder);
  }
  throw new DataFolderError(`The data folder ${path} is being opened by another server.`);
}

async function createLock(lockPath: string, token: string): Promise<boolean> {
  try {
    await writeFile(lockPath, token, { flag: "wx", mode: 0o600, flush: true });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Its content, waiting a moment for one that is just being written; undefined when it is gone. */
async function readLock(lockPath: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const content = await readFile(lockPath, "utf8");
      if (content.endsWith("\n")) return content;
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
    await sleep(20);
  }
  return "";
}

/** Moves the lock aside first: of two servers that find it stale, only one may remove it. */
async function removeStale(lockPath: string, stale: string): Promise<void> {
  const aside = `${lockPath}.${randomUUID()}`;
  try {
    await rename(lockPath, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  const moved = await readFile(aside, "utf8");
  // Another server was faster and this is its fresh lock: give it back.
  if (moved !== stale) await rename(aside, lockPath);
  else await rm(aside, { force: true });
}
