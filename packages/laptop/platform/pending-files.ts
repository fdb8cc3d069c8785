import { readFileSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "./data-folder.ts";

const SUFFIX = ".json";

/** Work that must outlive the platform: a small file each in a folder of their own. */
export class PendingFiles<Value> {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Creates the folder when it does not exist, and drops what a crash left half written. */
  static async open<Value>(folder: string): Promise<PendingFiles<Value>> {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      if (!name.endsWith(SUFFIX)) await rm(join(folder, name), { force: true });
    }
    return new PendingFiles<Value>(folder);
  }

  /** It is on disk when this resolves. @param id fit for a file name */
  async put(id: string, value: Value): Promise<void> {
    await writeFileAtomic(this.#pathOf(id), JSON.stringify(value));
  }

  /** Work that was done may come again after a power cut; it is never lost. */
  async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true });
  }

  /** What an earlier run left, by id. */
  async left(): Promise<ReadonlyMap<string, Value>> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith(SUFFIX));
    return new Map(
      names.map((name) => {
        const id = name.slice(0, -SUFFIX.length);
        return [id, JSON.parse(readFileSync(this.#pathOf(id), "utf8"))];
      }),
    );
  }

  #pathOf(id: string): string {
    return join(this.#folder, `${id}${SUFFIX}`);
  }
}
