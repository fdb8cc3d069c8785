import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { syncFolder } from "../../platform/data-folder.ts";
import { errorCode } from "../../platform/error-code.ts";
import { KeyedLock } from "./keyed-lock.ts";
import { Sequencer } from "./sequencer.ts";
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

/** How a bucket is opened. */
export interface BucketStorageOptions {
  /** Whether what is replaced or removed stays, as a version. */
  readonly hasVersions: boolean;
  /** Told the names of damaged files. */
  readonly log: (line: string) => void;
}

/**
 * The objects of one bucket on disk, a file for each version. File names are digests of keys, so that no key can name a path,
 * whatever it holds and whatever the file system folds. One process at a time may use a folder.
 */
export class BucketStorage {
  readonly #objects: string;
  readonly #incoming: string;
  /** Whether what is replaced or removed stays, as a version. */
  readonly hasVersions: boolean;
  /** The versions of each key, the newest first; without versions, the object alone. */
  readonly #index = new Map<string, readonly ObjectMetadata[]>();
  readonly #sequencer = new Sequencer();
  readonly #lock = new KeyedLock();
  #sortedKeys: readonly string[] | undefined;
  #sortedVersionKeys: readonly string[] | undefined;

  private constructor(folder: string, hasVersions: boolean) {
    this.hasVersions = hasVersions;
    this.#objects = join(folder, "objects");
    this.#incoming = join(folder, "incoming");
  }

  /**
   * Opens or creates the folder and drops what a crash left half-way. Throws an Error for versions in
   * a bucket that keeps none.
   */
  static async open(folder: string, options: BucketStorageOptions): Promise<BucketStorage> {
    const storage = new BucketStorage(folder, options.hasVersions);
    await mkdir(storage.#objects, { recursive: true });
    await rm(storage.#incoming, { recursive: true, force: true });
    await mkdir(storage.#incoming);
    for (const name of await readdir(storage.#objects)) {
      try {
        const object = await openStoredFile(join(storage.#objects, name));
        storage.#add(object.metadata);
        await object.close();
      } catch (error) {
        options.log(`objects: ${error instanceof Error ? error.message : error}`);
      }
    }
    if (!storage.hasVersions) storage.#refuseVersions(folder);
    return storage;
  }

  /** Metadata of an object as it is now, without opening it. */
  find(key: string): ObjectMetadata | undefined {
    const [newest] = this.versionsOf(key);
    return newest?.isDeleteMarker ? undefined : newest;
  }

  /** Every version of a key, the newest first, delete markers included. */
  versionsOf(key: string): readonly ObjectMetadata[] {
    return this.#index.get(key) ?? [];
  }

  /** A version by its name; `null` names what was written before there were versions. */
  findVersion(key: string, name: string): ObjectMetadata | undefined {
    return this.versionsOf(key).find(({ versionId }) => (versionId ?? "null") === name);
  }

  /** Every key that has an object, in the order of their UTF-8 bytes. */
  keys(): readonly string[] {
    this.#sortedKeys ??= sorted([...this.#index.keys()].filter((key) => this.find(key)));
    return this.#sortedKeys;
  }

  /** The same with those keys that only versions are left of. */
  keysOfVersions(): readonly string[] {
    this.#sortedVersionKeys ??= sorted([...this.#index.keys()]);
    return this.#sortedVersionKeys;
  }

  /** Opens an object, or a version of it, to read it; the caller closes it. */
  async open(key: string, version?: string): Promise<OpenObject | undefined> {
    const found = version === undefined ? this.find(key) : this.findVersion(key, version);
    if (found === undefined || found.isDeleteMarker) return undefined;
    try {
      return await openStoredFile(this.#pathOf(found));
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

  /**
   * Makes a staged object visible and durable at once, unless the guard throws.
   * @returns it with its version
   */
  async commit(
    staged: StagedObject,
    metadata: ObjectMetadata,
    guard: Guard,
    observer: ChangeObserver,
  ): Promise<ObjectMetadata> {
    try {
      return await this.#lock.run(metadata.key, async () => {
        guard(this.find(metadata.key));
        // Named within the lock, so that the order of names is that of the changes.
        const made = { ...metadata, ...(this.hasVersions && { versionId: this.#newVersion() }) };
        await sealFile(staged.handle, made);
        await observer.before(made);
        await rename(staged.path, this.#pathOf(made));
        this.#add(made);
        await syncFolder(this.#objects);
        await observer.after();
        return made;
      });
    } finally {
      await this.discard(staged);
    }
  }

  /**
   * Puts a delete marker in an object's place, whether or not it is there. Only where versions are kept.
   * @returns the marker
   */
  async mark(key: string, observer: ChangeObserver): Promise<ObjectMetadata> {
    const staged = await this.stage(Readable.from([]));
    const lastModified = new Date().toISOString();
    const facts = { size: 0, eTag: '""', headers: {}, isDeleteMarker: true } as const;
    return this.commit(staged, { key, lastModified, ...facts }, () => {}, observer);
  }

  /**
   * Removes an object, or a version of one, for good. Does nothing when there is none.
   * @returns what it has removed
   */
  async remove(
    key: string,
    observer: ChangeObserver,
    version?: string,
  ): Promise<ObjectMetadata | undefined> {
    return this.#lock.run(key, async () => {
      const existing = version === undefined ? this.find(key) : this.findVersion(key, version);
      if (existing === undefined) return undefined;
      await observer.before(existing);
      await unlink(this.#pathOf(existing));
      this.#replace(
        key,
        this.versionsOf(key).filter((other) => other !== existing),
      );
      await syncFolder(this.#objects);
      await observer.after();
      return existing;
    });
  }

  #add(made: ObjectMetadata): void {
    const others = this.versionsOf(made.key).filter(
      ({ versionId }) => versionId !== made.versionId,
    );
    // What was written before there were versions has no name, and is the oldest.
    const nameOf = ({ versionId = "" }: ObjectMetadata) => versionId;
    const versions = [made, ...others].sort((a, b) => (nameOf(a) < nameOf(b) ? 1 : -1));
    this.#replace(made.key, versions);
  }

  #replace(key: string, versions: readonly ObjectMetadata[]): void {
    const [wasThere, wasKnown] = [this.find(key) !== undefined, this.#index.has(key)];
    if (versions.length === 0) this.#index.delete(key);
    else this.#index.set(key, versions);
    if (wasThere !== (this.find(key) !== undefined)) this.#sortedKeys = undefined;
    if (wasKnown !== versions.length > 0) this.#sortedVersionKeys = undefined;
  }

  /** S3 can suspend versions, but not forget them. */
  #refuseVersions(folder: string): void {
    const all = [...this.#index.values()].flat();
    if (all.every(({ versionId }) => versionId === undefined)) return;
    throw new Error(`The objects in ${folder} have versions, and the bucket keeps none.`);
  }

  #newVersion(): string {
    return `${this.#sequencer.next()}${randomBytes(7).toString("hex").toUpperCase()}`;
  }

  #pathOf({ key, versionId }: ObjectMetadata): string {
    const name = createHash("sha256").update(key).digest("hex");
    return join(this.#objects, versionId === undefined ? name : `${name}.${versionId}`);
  }
}

function sorted(keys: readonly string[]): readonly string[] {
  return keys
    .map((key) => ({ key, bytes: Buffer.from(key) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ key }) => key);
}
