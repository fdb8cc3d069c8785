import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../../platform/data-folder.ts";
import { errorCode } from "../../platform/error-code.ts";
import { KeyedLock } from "./keyed-lock.ts";
import type { ObjectMetadata, OpenObject } from "./stored-file.ts";
import { openStoredFile, sealFile } from "./stored-file.ts";

/** Bytes on their way into the bucket, not visible yet. End it by `commit` or `discard`. */
export interface StagedObject {
  readonly path: string;
  readonly handle: FileHandle;
}

/** Throws to refuse a change, given the object that it would replace. */
export type Guard = (existing: ObjectMetadata | undefined) => void;

/** Told of a change; the next change of the same key waits for it. */
export interface ChangeObserver {
  /** It is about to be made. */
  before(object: ObjectMetadata): Promise<void>;
  /** It is durable. */
  after(): Promise<void>;
}

/**
 * The objects of one bucket on disk. File names are digests of keys, so that no key can name a path,
 * whatever it holds and whatever the file system folds. One process at a time may use a folder.
 */
export class BucketStorage {
  readonly #objects: string;
  readonly #incoming: string;
  readonly #index = new Map<string, ObjectMetadata>();
  readonly #lock = new KeyedLock();
  #sortedKeys: readonly string[] | undefined;

  private constructor(folder: string) {
    this.#objects = join(folder, "objects");
    this.#incoming = join(folder, "incoming");
  }

  /** Opens or creates the folder and drops what a crash left half-way. Names damaged files to `log`. */
  static async open(folder: string, log: (line: string) => void): Promise<BucketStorage> {
    const storage = new BucketStorage(folder);
    await mkdir(storage.#objects, { recursive: true });
    await rm(storage.#incoming, { recursive: true, force: true });
    await mkdir(storage.#incoming);
    for (const name of await readdir(storage.#objects)) {
      try {
        const object = await openStoredFile(join(storage.#objects, name));
        storage.#index.set(object.metadata.key, object.metadata);
        await object.close();
      } catch (error) {
        log(`objects: ${error instanceof Error ? error.message : error}`);
      }
    }
    return storage;
  }

  /** Metadata of an object, without opening it. */
  find(key: string): ObjectMetadata | undefined {
    return this.#index.get(key);
  }

  /** Every key, in the order of their UTF-8 bytes. */
  keys(): readonly string[] {
    this.#sortedKeys ??= [...this.#index.keys()]
      .map((key) => ({ key, bytes: Buffer.from(key) }))
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
      .map(({ key }) => key);
    return this.#sortedKeys;
  }

  /** Opens an object to read it; the caller closes it. */
  async open(key: string): Promise<OpenObject | undefined> {
    if (!this.#index.has(key)) return undefined;
    try {
      return await openStoredFile(this.#pathOf(key));
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Writes bytes beside the bucket, piece by piece. Nothing stays when the source fails. */
  async stage(bytes: AsyncIterable<Uint8Array>): Promise<StagedObject> {
    const path = join(this.#incoming, randomUUID());
    const staged = { path, handle: await open(path, "wx") };
    try {
      for await (const piece of bytes) await staged.handle.appendFile(piece);
      return staged;
    } catch (error) {
      await this.discard(staged);
      throw error;
    }
  }

  async discard(staged: StagedObject): Promise<void> {
    await staged.handle.close();
    await rm(staged.path, { force: true });
  }

  /** Makes a staged object visible and durable at once, unless the guard throws. */
  async commit(
    staged: StagedObject,
    metadata: ObjectMetadata,
    guard: Guard,
    observer: ChangeObserver,
  ): Promise<void> {
    try {
      await sealFile(staged.handle, metadata);
      await this.#lock.run(metadata.key, async () => {
        guard(this.#index.get(metadata.key));
        await observer.before(metadata);
        await rename(staged.path, this.#pathOf(metadata.key));
        this.#sortedKeys = this.#index.has(metadata.key) ? this.#sortedKeys : undefined;
        this.#index.set(metadata.key, metadata);
        await syncFolder(this.#objects);
        await observer.after();
      });
    } finally {
      await this.discard(staged);
    }
  }

  /** Removes an object for good. Does nothing when there is none. */
  async remove(key: string, observer: ChangeObserver): Promise<void> {
    await this.#lock.run(key, async () => {
      const existing = this.#index.get(key);
      if (existing === undefined) return;
      await observer.before(existing);
      await unlink(this.#pathOf(key));
      this.#index.delete(key);
      this.#sortedKeys = undefined;
      await syncFolder(this.#objects);
      await observer.after();
    });
  }

  #pathOf(key: string): string {
    return join(this.#objects, createHash("sha256").update(key).digest("hex"));
  }
}
