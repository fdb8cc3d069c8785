import {
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
import { movedMap, wayToRoot } from "./move-maps.ts";
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

/** Digests of the files of a folder, by name. */
type Digests = Readonly<Record<string, string>>;
/** Files of a folder, with what they hold. */
type Contents = readonly (readonly [name: string, content: Buffer | string])[];

interface KeptFacts extends KeptFunction {
  /** From its maps, where they were built, to the repository. */
  readonly way: string;
  readonly code: Digests;
  readonly maps: Digests;
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
        await this.#copy(kept, facts, { outdir, id });
        await utimes(kept, new Date(), new Date());
        return { bundle: facts.bundle, ingredients: facts.ingredients };
      } catch {
        // It is damaged, or another process removes it at the moment: none could be kept again.
        await rm(kept, { recursive: true, force: true });
      }
    }
    return undefined;
  }

  /**
   * A place beside the kept ones, whose making also tells the file system's time. Functions are built
   * there, where no other process writes, and no former build has left anything.
   */
  async openDraft(): Promise<{ readonly folder: string; readonly madeAt: bigint }> {
    await mkdir(this.#folder, { recursive: true });
    const folder = await mkdtemp(join(this.#folder, "draft-"));
    const { ctimeNs } = await stat(folder, { bigint: true });
    return { folder, madeAt: ctimeNs };
  }

  /**
   * Copies a function that was built to a draft, as {@link reuse} copies one that is kept.
   * @returns its folder in the draft, to be given to {@link keep}
   */
  async take(
    id: string,
    { bundle, ingredients }: KeptFunction,
    { outdir, draft }: { readonly outdir: string; readonly draft: string },
  ): Promise<string> {
    const folder = join(draft, "built", id);
    const built = { code: join(draft, "functions", id), maps: join(draft, "maps", id) };
    await mkdir(folder, { recursive: true });
    const [code, maps] = await Promise.all([digestsOf(built.code), digestsOf(built.maps)]);
    const way = wayToRoot(built.maps, this.#root);
    await rename(built.code, join(folder, CODE));
    await rename(built.maps, join(folder, MAPS));
    const facts: KeptFacts = { bundle, ingredients, way, code, maps };
    await writeFile(join(folder, FACTS), JSON.stringify(facts));
    await this.#copy(folder, facts, { outdir, id });
    return folder;
  }

  /** Keeps a function that was taken. */
  async keep(
    folder: string,
    { id, key, made }: { readonly id: string; readonly key: string; readonly made: string },
  ): Promise<void> {
    // Another process may have been first: the build itself stands.
    await rename(folder, join(this.#folder, `${id}.${key}.${made}`)).catch(() => {});
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

  /** @throws Error where a file is not what was kept; then nothing was written */
  async #copy(
    folder: string,
    facts: KeptFacts,
    { outdir, id }: { readonly outdir: string; readonly id: string },
  ): Promise<void> {
    const code = await contentsOf(join(folder, CODE), facts.code);
    const maps = await contentsOf(join(folder, MAPS), facts.maps);
    const mapsFolder = join(outdir, "maps", id);
    const way = wayToRoot(mapsFolder, this.#root);
    const moved = maps.map(([name, map]) => [name, movedMap(`${map}`, facts.way, way)] as const);
    await mkdir(outdir, { recursive: true });
    const draft = await mkdtemp(join(outdir, "draft-"));
    try {
      await replaceFiles(join(outdir, "functions", id), code, draft);
      await replaceFiles(mapsFolder, moved, draft);
    } finally {
      await rm(draft, { recursive: true });
    }
  }
}

async function digestsOf(folder: string): Promise<Digests> {
  const names = (await readdir(folder)).sort();
  const digests = names.map(
    async (name) => [name, digest(await readFile(join(folder, name)))] as const,
  );
  return Object.fromEntries(await Promise.all(digests));
}

/** @throws Error where a file is not what it was */
function contentsOf(folder: string, files: Digests): Promise<Contents> {
  return Promise.all(
    Object.entries(files).map(async ([name, expected]) => {
      const content = await readFile(join(folder, name));
      if (digest(content) !== expected) throw new Error(`${name} has changed.`);
      return [name, content] as const;
    }),
  );
}

/**
 * Whatever else was there would be deployed, too. Each file is seen whole: another process may write
 * the same ones, or run them.
 */
async function replaceFiles(folder: string, files: Contents, draft: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of files) {
    await writeFile(join(draft, name), content);
    await rename(join(draft, name), join(folder, name));
  }
  const names = new Set(files.map(([name]) => name));
  for (const name of await readdir(folder)) {
    if (!names.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
