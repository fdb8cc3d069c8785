import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { sourcesOf } from "../bundling/build.ts";
import { buildOrReuse } from "../bundling/kept-build.ts";
import {
  NotPrepared,
  type Prepared,
  type PreparedFacts,
  prepareInChild,
} from "./prepare-in-child.ts";
import type { RunningLaptop } from "./running-laptop.ts";
import { sameCode } from "./same-code.ts";
import { stackDigest } from "./stack-digest.ts";

/** What runs in a function's former code may still load a part of it. */
const KEPT_MS = 60_000;
/** Functions that nobody waits for are built so many at a time, so that a newer change need not wait for them. */
const BATCH = 8;

/** What is kept up to date, and how it is built. */
export interface SourceFollowerOptions {
  readonly laptop: RunningLaptop;
  readonly laptopFolder: string;
  /** The function that is built for a debugger. */
  readonly debugged: string | undefined;
}

/**
 * Follows the sources: a change is built for the functions that it touches, those first that were
 * called, and each runs its new code from the next call on. Then, where the stacks follow from the
 * file too, they are synthesised again, and the platform starts again if they have become others.
 * What cannot be built or synthesised is told, and the last good build goes on.
 */
export class SourceFollower {
  readonly #options: SourceFollowerOptions;
  readonly #changed = new Set<string>();
  /** Functions whose code is older than the sources. */
  readonly #stale = new Set<string>();
  #facts: PreparedFacts;
  #digest: string | undefined;
  #builds = 0;
  /** `failed` waits for the next change, of whatever file. */
  #stacks: "current" | "stale" | "failed" = "current";
  /** How bundles are built has changed, which this process cannot know. */
  #bundlingChanged = false;
  #synthesis: AbortController | undefined;
  #working = false;

  constructor(prepared: Prepared, options: SourceFollowerOptions) {
    this.#facts = prepared;
    this.#options = options;
  }

  /** Remembers the stacks as they are. To be called once, first. */
  async open(assembly: string): Promise<void> {
    this.#digest = await stackDigest(assembly);
  }

  /** @param files that were written, made or removed, relative to the repository */
  async take(files: readonly string[]): Promise<void> {
    for (const file of files) this.#changed.add(file);
    this.#synthesis?.abort();
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#changed.size > 0 || (this.#stacks === "stale" && this.#stale.size === 0)) {
        if (this.#changed.size > 0) await this.#rebuild();
        else await this.#synthesise();
      }
    } finally {
      this.#working = false;
    }
  }

  async #rebuild(): Promise<void> {
    const started = performance.now();
    const files = [...this.#changed];
    this.#changed.clear();
    this.#noteStacks(files);
    for (const [id, sources] of Object.entries(this.#facts.sources)) {
      if (files.some((file) => sources.includes(file))) this.#stale.add(id);
    }
    const called = [...this.#stale].filter((id) => this.#options.laptop.wasCalled(id));
    const others = [...this.#stale].filter((id) => !called.includes(id));
    try {
      for (const ids of [called, ...inBatches(others)]) {
        // A newer change counts at once; what is stale by then stays so.
        if (ids.length === 0 || this.#changed.size > 0) continue;
        const renewed = await this.#build(ids);
        tell(renewed, performance.now() - started);
      }
    } catch (error) {
      console.error(
        `${error instanceof Error ? error.message : error}\nThe last good build goes on.`,
      );
    }
  }

  #noteStacks(files: readonly string[]): void {
    const { stackSources } = this.#facts;
    const concerned = files.some(
      (file) => file.startsWith("infra/") || stackSources.includes(file),
    );
    if (concerned || this.#stacks === "failed") this.#stacks = "stale";
    if (files.some((file) => file.startsWith("infra/bundling/"))) this.#bundlingChanged = true;
  }

  /** Builds functions and has those run their new code that have any. @returns their ids */
  async #build(ids: readonly string[]): Promise<readonly string[]> {
    const { laptop, debugged } = this.#options;
    const entries = Object.fromEntries(ids.map((id) => [id, this.#facts.entries[id] ?? ""]));
    const outdir = this.#nextFolder();
    const built = await buildOrReuse({ outdir, entries, debugged });
    this.#facts = { ...this.#facts, sources: { ...this.#facts.sources, ...sourcesOf(built) } };
    const renewed: string[] = [];
    for (const id of ids) {
      const folder = join(outdir, "functions", id);
      const former = laptop.codeOf(id);
      const externals = JSON.stringify(built.manifest[id]?.externals);
      // A layer more or less is the stack's to say.
      if (externals !== JSON.stringify(this.#facts.externals[id])) this.#stacks = "stale";
      if (!(await sameCode(former, folder))) {
        await laptop.updateCode(id, folder);
        renewed.push(id);
        discard(former);
        discard(mapsOf(former));
      } else {
        discard(folder);
        discard(mapsOf(folder));
      }
      this.#stale.delete(id);
    }
    return renewed;
  }

  async #synthesise(): Promise<void> {
    const { laptop, laptopFolder, debugged } = this.#options;
    this.#stacks = "current";
    this.#synthesis = new AbortController();
    const { signal } = this.#synthesis;
    const former = this.#builds;
    const folder = this.#nextFolder();
    let unused = folder;
    try {
      const prepared = await prepareInChild(folder, { debugged, signal });
      const digest = await stackDigest(prepared.assembly);
      if (signal.aborted) throw new NotPrepared("There is a newer change.");
      this.#facts = prepared;
      if (digest === this.#digest && !this.#bundlingChanged) return;
      console.log("The stacks have changed: the platform starts anew.");
      await laptop.restart(prepared);
      unused = "";
      this.#digest = digest;
      this.#bundlingChanged = false;
      for (let build = 0; build <= former; build++) discard(join(laptopFolder, String(build)));
      console.log("It runs.");
    } catch (error) {
      this.#stacks = signal.aborted ? "stale" : "failed";
      if (signal.aborted) return;
      if (!(error instanceof NotPrepared))
        console.error(error instanceof Error ? error.message : error);
      console.error("The last good stacks go on.");
    } finally {
      if (unused) await rm(unused, { recursive: true, force: true });
    }
  }

  #nextFolder(): string {
    this.#builds += 1;
    return join(this.#options.laptopFolder, String(this.#builds));
  }
}

function inBatches(ids: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / BATCH);
  return Array.from({ length: count }, (_, at) => ids.slice(at * BATCH, (at + 1) * BATCH));
}

function tell(ids: readonly string[], ms: number): void {
  if (ids.length === 0) return;
  const which = ids.length > 5 ? `${ids.length} functions` : ids.join(", ");
  console.log(`Built in ${(ms / 1_000).toFixed(1)} s: ${which}`);
}

/** Where the source maps of a bundle are, by its folder. */
function mapsOf(bundle: string): string {
  return join(bundle, "..", "..", "maps", basename(bundle));
}

function discard(folder: string): void {
  setTimeout(() => rm(folder, { recursive: true, force: true }), KEPT_MS).unref();
}
