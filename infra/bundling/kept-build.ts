import { rm } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../repository-root.ts";
import {
  type BuildFunctionsOptions,
  type BuiltFunctions,
  type BundleManifest,
  buildFunctions,
  writeManifest,
} from "./build.ts";
import { FileDigests } from "./file-digests.ts";
import { functionEntries } from "./function-entries.ts";
import { type KeptFunction, KeptFunctions } from "./kept-functions.ts";
import { buildKey, functionKey, steeringFiles, type WantedFunction } from "./kept-key.ts";
import { areOlder, digestOfMade } from "./surroundings.ts";

/** Which functions are wanted, and where. */
export interface BuildOrReuseOptions extends Pick<BuildFunctionsOptions, "entries"> {
  readonly outdir: string;
  /** The function that is built for a debugger. */
  readonly debugged?: string | undefined;
}

/** Bundles, and which of them were built and not copied. */
export interface BuiltOrReused extends BuiltFunctions {
  readonly anew: readonly string[];
}

/** Where the sources are, and what builds them; others only in tests. */
interface Workshop {
  readonly root?: string;
  readonly build?: (options: BuildFunctionsOptions) => Promise<BuiltFunctions>;
  /** Since when the process has had its modules. */
  readonly loadedAt?: number;
}

/**
 * As `buildFunctions`, but copies each function that was built of the same files in the same way
 * (docs/adr/0042-kept-builds.md), and builds the others. `rm -r dist` forgets all builds.
 * @throws Error as `buildFunctions` does
 */
export async function buildOrReuse(
  { outdir, entries = functionEntries(), debugged }: BuildOrReuseOptions,
  { root = repositoryRoot, build = buildFunctions, loadedAt }: Workshop = {},
): Promise<BuiltOrReused> {
  const run = new KeptBuild(outdir, root, loadedAt);
  const wanted = Object.entries(entries).map(([id, entry]) => ({
    ...{ id, entry, forDebugger: id === debugged },
  }));
  const found = await run.reuse(wanted);
  const missing = wanted.filter(({ id }) => !found.has(id));
  if (missing.length > 0) await run.make(missing, found, build);
  const manifest: BundleManifest = pick(found, ({ bundle }) => bundle);
  await writeManifest(outdir, manifest);
  const ingredients = pick(found, (one) => one.ingredients);
  return { manifest, ingredients, anew: missing.map(({ id }) => id) };
}

/** The state of the sources before one build, and after it. */
class KeptBuild {
  readonly #outdir: string;
  readonly #root: string;
  readonly #kept: KeptFunctions;
  readonly #before: FileDigests;
  readonly #loadedAt: number | undefined;

  constructor(outdir: string, root: string, loadedAt: number | undefined) {
    this.#outdir = outdir;
    this.#root = root;
    this.#kept = new KeptFunctions(join(root, "dist", "builds"), root);
    this.#before = new FileDigests(root);
    this.#loadedAt = loadedAt;
  }

  /** @returns those that were copied, by id */
  async reuse(wanted: readonly WantedFunction[]): Promise<Map<string, KeptFunction>> {
    const found = new Map<string, KeptFunction>();
    const names = await this.#kept.names();
    const digests = this.#before;
    await Promise.all(
      wanted.map(async (one) => {
        const key = this.#keyOf(one, digests);
        if (key === undefined) return;
        const kept = await this.#kept.reuse({ id: one.id, key }, { names, digests }, this.#outdir);
        if (kept) found.set(one.id, kept);
      }),
    );
    return found;
  }

  /** Builds functions in a draft, and adds them to those that were found. */
  async make(
    missing: readonly WantedFunction[],
    found: Map<string, KeptFunction>,
    build: NonNullable<Workshop["build"]>,
  ): Promise<void> {
    const draft = await this.#kept.openDraft();
    try {
      for (const forDebugger of [false, true]) {
        const group = missing.filter((one) => one.forDebugger === forDebugger);
        if (group.length === 0) continue;
        const entries = Object.fromEntries(group.map(({ id, entry }) => [id, entry]));
        const place = { outdir: draft.folder, parts: partsOf(found), root: this.#root };
        const built = await build({ ...place, entries, forDebugger });
        for (const { id } of group) found.set(id, builtFunction(built, id));
      }
      await this.#take(missing, found, draft);
    } finally {
      await rm(draft.folder, { recursive: true, force: true });
    }
  }

  /**
   * Copies what was built to where it is wanted, and keeps it, unless a file has changed meanwhile: who
   * knows what was read of it.
   */
  async #take(
    wanted: readonly WantedFunction[],
    found: ReadonlyMap<string, KeptFunction>,
    draft: { readonly folder: string; readonly madeAt: bigint },
  ): Promise<void> {
    const after = new FileDigests(this.#root);
    for (const one of wanted) {
      const built = found.get(one.id);
      if (!built) continue;
      const { ingredients } = built;
      const places = { outdir: this.#outdir, draft: draft.folder };
      const taken = await this.#kept.take(one.id, built, places);
      const key = this.#keyOf(one, after);
      if (!ingredients.isComplete || key === undefined) continue;
      if (key !== this.#keyOf(one, this.#before)) continue;
      const made = digestOfMade(ingredients, after, this.#root);
      const steering = steeringFiles(one.id, this.#root);
      // After the files were read: a change in between shows, too.
      if (!areOlder(ingredients, steering, this.#root, draft.madeAt)) continue;
      if (made !== undefined) await this.#kept.keep(taken, { id: one.id, key, made });
    }
    await this.#kept.forget();
  }

  readonly #keys = new Map<FileDigests, ReturnType<typeof buildKey>>();

  #keyOf(wanted: WantedFunction, digests: FileDigests): string | undefined {
    if (!this.#keys.has(digests))
      this.#keys.set(digests, buildKey(this.#root, digests, this.#loadedAt));
    const key = this.#keys.get(digests);
    return key && functionKey(key, wanted);
  }
}

/** Names of the parts of functions, which no other module may have. */
function partsOf(found: ReadonlyMap<string, KeptFunction>): ReadonlyMap<string, string> {
  return new Map(
    [...found.values()].flatMap(({ ingredients }) => Object.entries(ingredients.parts)),
  );
}

function builtFunction({ manifest, ingredients }: BuiltFunctions, id: string): KeptFunction {
  const bundle = manifest[id];
  const made = ingredients[id];
  if (!bundle || !made) throw new Error(`The build has left ${id} out.`);
  return { bundle, ingredients: made };
}

/** By id, in the order of the ids. */
function pick<T>(found: ReadonlyMap<string, KeptFunction>, of: (one: KeptFunction) => T) {
  return Object.fromEntries(
    [...found].sort(([a], [b]) => a.localeCompare(b)).map(([id, one]) => [id, of(one)]),
  );
}
