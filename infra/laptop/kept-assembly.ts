import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BundleManifest } from "../bundling/build.ts";
import { digest, FileDigests } from "../bundling/file-digests.ts";
import { imageLayerFor } from "../bundling/image-layer.ts";
import { KeptFunctions } from "../bundling/kept-functions.ts";
import {
  filesOf,
  installation,
  installationKey,
  isAsLoaded,
  LOADED_AT,
} from "../bundling/kept-key.ts";
import { repositoryRoot } from "../repository-root.ts";
import { localSettings } from "./local-settings.ts";

/** More than synthesis reads of the repository: no list of just that could grow old. */
export const ASSEMBLY_SOURCES = ["{functions,infra,shared}/**/*", "packages/laptop/**/*.ts"];
/** Beside the kept functions, of which none is called so. */
const ID = "assembly";
const FILE = "assembly.json";

interface Kept {
  /** Where its functions lay when it was made: it names them by their whole paths. */
  readonly folder: string;
  readonly stackSources: readonly string[];
  /** Text of each file of the assembly, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The assembly of the last starts, kept by what it was made of: the sources as they are now, and the
 * functions that were built (docs/adr/0043-kept-synthesis.md).
 */
export class KeptAssembly {
  readonly #root: string;
  readonly #loadedAt: number;
  readonly #place: string;
  readonly #key: string;

  /**
   * @param root the repository; another one only in tests
   * @param loadedAt since when the process has had its modules
   */
  constructor(root = repositoryRoot, loadedAt = LOADED_AT) {
    this.#root = root;
    this.#loadedAt = loadedAt;
    this.#place = join(root, "dist", "builds");
    this.#key = sourcesKey(root);
  }

  /** Whether one of the same sources is kept; what functions it has is another question. */
  async isLikely(): Promise<boolean> {
    const names = await this.#functions().names();
    return names.some((name) => name.startsWith(`${ID}.${this.#key}.`));
  }

  /**
   * Writes a kept assembly to `<folder>/assembly`, where there is one of the same files.
   * @param folder holds the functions that were built
   * @returns the files that the stacks follow from
   */
  async reuse(folder: string): Promise<readonly string[] | undefined> {
    const kept = join(this.#place, `${ID}.${this.#key}.${functionsKey(folder)}`);
    const found = await read(join(kept, FILE));
    if (!found) {
      // What is damaged could not be kept again.
      await rm(kept, { recursive: true, force: true });
      return undefined;
    }
    const manifest: BundleManifest = JSON.parse(
      await readFile(join(folder, "manifest.json"), "utf8"),
    );
    await imageLayerFor(manifest, "host");
    const [former, now] = [inJson(found.folder), inJson(folder)];
    await mkdir(join(folder, "assembly"), { recursive: true });
    await Promise.all(
      Object.entries(found.files).map(([name, text]) =>
        writeFile(
          join(folder, "assembly", name),
          text.replaceAll(former, () => now),
        ),
      ),
    );
    // Another start may have forgotten it meanwhile.
    await utimes(kept, new Date(), new Date()).catch(() => {});
    return found.stackSources;
  }

  /** Keeps an assembly, unless a source has changed since this process has had its modules. */
  async keep(folder: string, stackSources: readonly string[]): Promise<void> {
    const key = sourcesKey(this.#root);
    const files = [...sourcesIn(this.#root), ...installation(this.#root)];
    if (key !== this.#key || !isAsLoaded(files, this.#root, this.#loadedAt)) return;
    const assembly = join(folder, "assembly");
    const texts = (await readdir(assembly)).map(
      async (name) => [name, await readFile(join(assembly, name), "utf8")] as const,
    );
    const kept: Kept = {
      ...{ folder, stackSources },
      files: Object.fromEntries(await Promise.all(texts)),
    };
    const text = JSON.stringify(kept);
    const functions = this.#functions();
    const draft = await functions.openDraft();
    await writeFile(join(draft.folder, FILE), `${digest(text)}\n${text}`);
    await functions.keep(draft.folder, { id: ID, key, made: functionsKey(folder) });
    await rm(draft.folder, { recursive: true, force: true });
    await functions.forget();
  }

  #functions(): KeptFunctions {
    return new KeptFunctions(this.#place, this.#root);
  }
}

function sourcesIn(root: string): readonly string[] {
  return filesOf(ASSEMBLY_SOURCES, root);
}

/** What is synthesised, how, and where: an assembly names places in its repository. */
function sourcesKey(root: string): string {
  const digests = new FileDigests(root);
  const told = Object.entries(process.env).filter(([name]) => name.startsWith("CDK_"));
  const sources = digests.all(sourcesIn(root));
  const installed = installationKey(root, digests);
  // Some of the settings are the laptop's, which a linked node_modules may have from elsewhere.
  return digest(JSON.stringify([root, told.sort(), localSettings, installed, sources]));
}

/** What was built, to the byte: the CDK makes digests of it. */
function functionsKey(folder: string): string {
  return new FileDigests(folder).all(filesOf(["manifest.json", "functions/**/*"], folder));
}

/** Undefined where the file is not as it was written. */
async function read(file: string): Promise<Kept | undefined> {
  const whole = await readFile(file, "utf8").catch(() => "");
  const [, sum, text = ""] = /^(\w+)\n(.*)$/s.exec(whole) ?? [];
  return sum === digest(text) ? JSON.parse(text) : undefined;
}

/** What lies in a folder begins like this in JSON. */
function inJson(folder: string): string {
  return `${JSON.stringify(folder).slice(0, -1)}/`;
}
