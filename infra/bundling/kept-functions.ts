import { constants } from "node:fs";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import type { BundleFacts } from "./build.ts";
import { digest, type FileDigests } from "./file-digests.ts";
import type { Ingredients } from "./ingredients.ts";
import { copyMaps, wayToRoot } from "./move-maps.ts";
import { digestOfMade } from "./surroundings.ts";

/** Builds of each function that are kept; one takes 1 MB. */
const MOST_KEPT = 3;
const DAY_MS = 86_400_000;
/** For those of functions that are no more. */
const UNUSED_MS = 30 * DAY_MS;
const FACTS = "facts.json";
const CODE = "code";
const MAPS = "maps";

/** One built function, and what it was made of. */
export interface KeptFunction {
  readonly bundle: BundleFacts;
  readonly ingredients: Ingredients;
}

interface KeptFacts extends KeptFunction {
  /** From its maps, where they were built, to the repository. */
  readonly way: string;
  /** Of the files of its code, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Built functions in a folder, which processes share: each is seen whole or not at all. A name is the
 * id, the key of how it was built, and the digest of what it was made of.
 */
export class KeptFunctions {
  readonly #folder: string;
  readonly #root: string;

  constructor(folder: string, root: string) {
    this.#folder = folder;
    this.#root = root;
  }

  /** Names of all that are kept. */
  async names(): Promise<readonly string[]> {
    return readdir(this.#folder).catch(() => []);
  }

  /**
   * Copies a build of the same files, where there is one.
   * @param names as {@link names} told them
   * @param outdir gets `functions/<id>` and `maps/<id>`, and nothing of what was there stays
   */
  async reuse(
    { id, key }: { readonly id: string; readonly key: string },
    { names, digests }: { readonly names: readonly string[]; readonly digests: FileDigests },
    outdir: string,
  ): Promise<KeptFunction | undefined> {
    for (const name of names.filter((one) => one.startsWith(`${id}.${key}.`))) {
      const kept = join(this.#folder, name);
      try {
        const facts: KeptFacts = JSON.parse(await readFile(join(kept, FACTS), "utf8"));
        const made = digestOfMade(facts.ingredients, digests, this.#root);
        if (name !== `${id}.${key}.${made}`) continue;
        await copyCode(join(kept, CODE), facts, join(outdir, "functions", id));
        const maps = { folder: join(kept, MAPS), way: facts.way };
        await copyMaps(maps, join(outdir, "maps", id), this.#root);
        await utimes(kept, new Date(), new Date());
        return { bundle: facts.bundle, ingredients: facts.ingredients };
      } catch {
        // It is damaged, or another process removes it at the moment: none could be kept again.
        await rm(kept, { recursive: true, force: true });
      }
    }
    return undefined;
  }

  /** A place beside the kept ones, whose making also tells the file system's time. */
  async openDraft(): Promise<{ readonly folder: string; readonly madeAt: bigint }> {
    await mkdir(this.#folder, { recursive: true });
    const folder = await mkdtemp(join(this.#folder, "draft-"));
    const { ctimeNs } = await stat(folder, { bigint: true });
    return { folder, madeAt: ctimeNs };
  }

  /** Keeps a function that was built to `outdir`. */
  async keep(
    { id, key, made }: { readonly id: string; readonly key: string; readonly made: string },
    { bundle, ingredients }: KeptFunction,
    { outdir, draft }: { readonly outdir: string; readonly draft: string },
  ): Promise<void> {
    const folder = join(draft, id);
    const maps = join(outdir, "maps", id);
    try {
      await copyFolder(join(outdir, "functions", id), join(folder, CODE));
      await copyFolder(maps, join(folder, MAPS));
      const files: Record<string, string> = {};
      for (const name of await readdir(join(folder, CODE))) {
        files[name] = digest(await readFile(join(folder, CODE, name)));
      }
      const way = wayToRoot(maps, this.#root);
      const facts: KeptFacts = { bundle, ingredients, way, files };
      await writeFile(join(folder, FACTS), JSON.stringify(facts));
      await rename(folder, join(this.#folder, `${id}.${key}.${made}`));
    } catch {
      // Another process was first, or the disk is full: the build itself stands.
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes what is older than the newest few of a function, long unused, or was cut off. */
  async forget(now = Date.now()): Promise<void> {
    const dated = (await this.names()).map(async (name) => {
      const facts = await stat(join(this.#folder, name)).catch(() => undefined);
      return { name, age: now - (facts?.mtimeMs ?? now) };
    });
    const newer = new Map<string, number>();
    for (const { name, age } of (await Promise.all(dated)).sort((a, b) => a.age - b.age)) {
      const [, id] = /^([\w-]+)\.[0-9a-f]{32}\.[0-9a-f]{32}$/.exec(name) ?? [];
      const count = newer.get(id ?? name) ?? 0;
      newer.set(id ?? name, count + 1);
      // What has another name is of a process that builds, or that was cut off.
      const stays = id === undefined ? age < DAY_MS : count < MOST_KEPT && age < UNUSED_MS;
      if (!stays) await rm(join(this.#folder, name), { recursive: true, force: true });
    }
  }
}

/** @throws Error where a file is not what was kept */
async function copyCode(from: string, { files }: KeptFacts, to: string): Promise<void> {
  const contents = await Promise.all(
    Object.entries(files).map(async ([name, expected]) => {
      const content = await readFile(join(from, name));
      if (digest(content) !== expected) throw new Error(`${name} has changed.`);
      return [name, content] as const;
    }),
  );
  await mkdir(to, { recursive: true });
  for (const [name, content] of contents) await writeFile(join(to, name), content);
  // What an earlier build left would be deployed, too.
  for (const name of await readdir(to)) {
    if (!(name in files)) await rm(join(to, name), { recursive: true, force: true });
  }
}

function copyFolder(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
